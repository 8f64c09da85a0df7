#include "importing/names.hpp"

#include <gtest/gtest.h>

namespace fieldcall::importing {
namespace {

TEST(Names, SnakeCaseIsLegal) {
  EXPECT_EQ(snake_case("X-Api-Key"), "x_api_key");
  EXPECT_EQ(snake_case("getUserByID"), "get_user_by_id");
  EXPECT_EQ(snake_case("HTTPServer2Go"), "http_server2_go");
  EXPECT_EQ(snake_case("  a  b!! "), "a_b");
  EXPECT_EQ(snake_case("2fa"), "_2fa");
  EXPECT_EQ(snake_case("\xc3\xa9t\xc3\xa9"), "t");
  EXPECT_EQ(snake_case("---"), "");
  EXPECT_LE(snake_case(std::string(500, 'a')).size(), 48U);
}

TEST(Names, AFieldKeyCanBeATarget) {
  EXPECT_EQ(field_key("Credit Score", "answer"), "credit_score");
  EXPECT_EQ(field_key("!", "answer"), "answer");
  EXPECT_EQ(field_key("data", "answer"), "data_answer");
  EXPECT_EQ(field_key("constructor", "answer"), "constructor_answer");
}

TEST(Names, LabelsAreForPeople) {
  EXPECT_EQ(label("vat_check"), "Vat check");
  EXPECT_EQ(label("_2fa"), "2fa");
  EXPECT_EQ(label("_"), "_");
}

std::string key_of(std::string_view url) {
  const auto parsed = http::parse_url(url);
  return parsed ? key_from_url(*parsed) : parsed.error().message;
}

TEST(Names, KeysComeFromTheLastWordOfTheUrl) {
  EXPECT_EQ(key_of("https://api.example.com/v1/customers/42/orders?x=1"), "orders");
  EXPECT_EQ(key_of("https://api.example.com/v1/customers/42"), "customers");
  EXPECT_EQ(key_of("https://api.example.com/v2.1/vatNumbers/BE0123456789"), "vat_numbers");
  EXPECT_EQ(key_of("https://api.example.com/rates.json"), "rates");
  EXPECT_EQ(key_of("https://api.example.com/score/4b1d9a2e-1c1f-4a8e-9c0e-000000000000"), "score");
  EXPECT_EQ(key_of("https://api.example.com/"), "example");
  EXPECT_EQ(key_of("https://localhost/"), "localhost");
  EXPECT_EQ(key_of("https://192.0.2.1/"), "answer");
  EXPECT_EQ(key_of("https://api.example.com/data"), "data_answer");
}

TEST(Names, DataNamesNeedNoQuotes) {
  EXPECT_EQ(data_name("vat-number"), "vat-number");
  EXPECT_EQ(data_name("filter[name]"), "filter_name_");
  EXPECT_EQ(data_name(""), "_");
}

}  // namespace
}  // namespace fieldcall::importing
