// The six example fields with their recorded answers, by their place on the page.

import company_record from "../../examples/company_enrichment.json";
import credit_score from "../../examples/credit_score.json";
import exchange_rate from "../../examples/exchange_rate.json";
import location from "../../examples/geocoding.json";
import iban_check from "../../examples/iban.json";
import vat_check from "../../examples/vat_number.json";
import company_answer from "../../examples/answers/company_enrichment.json";
import credit_answer from "../../examples/answers/credit_score.json";
import rate_answer from "../../examples/answers/exchange_rate.json";
import location_answer from "../../examples/answers/geocoding.json";
import iban_answer from "../../examples/answers/iban.json";
import vat_answer from "../../examples/answers/vat_number.json";
import example_case from "../../examples/case.json";

export const original_configs = {
  vat_check,
  company_record,
  iban_check,
  location,
  credit_score,
  exchange_rate,
};

export const samples = {
  vat_check: vat_answer,
  company_record: company_answer,
  iban_check: iban_answer,
  location: location_answer,
  credit_score: credit_answer,
  exchange_rate: rate_answer,
};

export const places = Object.keys(original_configs);

export { example_case };
