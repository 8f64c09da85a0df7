#include "http/special_address.hpp"

#include <algorithm>
#include <string_view>

namespace fieldcall {
namespace {

// What the longest matching block says.
enum class Verdict : std::uint8_t {
  special,      // not globally reachable
  reachable,    // an exception inside a special block
  embeds_last,  // the last four bytes are an IPv4 address, which decides
  embeds_6to4,  // bytes 2 to 5 are
  embeds_teredo,
};

template <std::size_t byte_count>
struct Block {
  std::array<std::uint8_t, byte_count> prefix{};
  std::uint8_t bits = 0;
  Verdict verdict = Verdict::special;
  const char* name = "";
};
using BlockV4 = Block<4>;
using BlockV6 = Block<16>;

// IANA IPv4 Special-Purpose Address Registry and multicast; longest prefix first.
constexpr std::array blocks_v4{
    BlockV4{{0, 0, 0, 0}, 32, Verdict::special, "this host"},
    BlockV4{{192, 0, 0, 8}, 32, Verdict::special, "dummy address"},
    BlockV4{{192, 0, 0, 9}, 32, Verdict::reachable, "port control protocol anycast"},
    BlockV4{{192, 0, 0, 10}, 32, Verdict::reachable, "turn anycast"},
    BlockV4{{192, 0, 0, 170}, 32, Verdict::special, "nat64 discovery"},
    BlockV4{{192, 0, 0, 171}, 32, Verdict::special, "nat64 discovery"},
    BlockV4{{192, 88, 99, 2}, 32, Verdict::special, "6a44 relay anycast"},
    BlockV4{{255, 255, 255, 255}, 32, Verdict::special, "limited broadcast"},
    BlockV4{{192, 0, 0, 0}, 29, Verdict::special, "service continuity"},
    BlockV4{{192, 0, 0, 0}, 24, Verdict::special, "protocol assignments"},
    BlockV4{{192, 0, 2, 0}, 24, Verdict::special, "documentation"},
    BlockV4{{192, 31, 196, 0}, 24, Verdict::reachable, "as112"},
    BlockV4{{192, 52, 193, 0}, 24, Verdict::reachable, "amt"},
    BlockV4{{192, 88, 99, 0}, 24, Verdict::special, "6to4 relay anycast"},
    BlockV4{{192, 175, 48, 0}, 24, Verdict::reachable, "as112"},
    BlockV4{{198, 51, 100, 0}, 24, Verdict::special, "documentation"},
    BlockV4{{203, 0, 113, 0}, 24, Verdict::special, "documentation"},
    BlockV4{{169, 254, 0, 0}, 16, Verdict::special, "link-local"},
    BlockV4{{192, 168, 0, 0}, 16, Verdict::special, "private"},
    BlockV4{{198, 18, 0, 0}, 15, Verdict::special, "benchmarking"},
    BlockV4{{172, 16, 0, 0}, 12, Verdict::special, "private"},
    BlockV4{{100, 64, 0, 0}, 10, Verdict::special, "shared address space"},
    BlockV4{{0, 0, 0, 0}, 8, Verdict::special, "this network"},
    BlockV4{{10, 0, 0, 0}, 8, Verdict::special, "private"},
    BlockV4{{127, 0, 0, 0}, 8, Verdict::special, "loopback"},
    BlockV4{{224, 0, 0, 0}, 4, Verdict::special, "multicast"},
    BlockV4{{240, 0, 0, 0}, 4, Verdict::special, "reserved"},
};

// IANA IPv6 Special-Purpose Address Registry, multicast, and the deprecated blocks that have left
// the registry but not every kernel; longest prefix first.
constexpr std::array blocks_v6{
    BlockV6{{}, 128, Verdict::special, "unspecified"},
    BlockV6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128, Verdict::special, "loopback"},
    BlockV6{{0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1},
            128,
            Verdict::reachable,
            "port control protocol anycast"},
    BlockV6{{0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2},
            128,
            Verdict::reachable,
            "turn anycast"},
    BlockV6{{0x20, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3},
            128,
            Verdict::reachable,
            "dns-sd registration anycast"},
    BlockV6{{}, 96, Verdict::embeds_last, "ipv4-compatible"},
    BlockV6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, Verdict::embeds_last, "ipv4-mapped"},
    BlockV6{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, Verdict::embeds_last, "ipv4-translated"},
    BlockV6{{0, 0x64, 0xff, 0x9b}, 96, Verdict::embeds_last, "nat64"},
    BlockV6{{1}, 64, Verdict::special, "discard-only"},
    BlockV6{{1, 0, 0, 0, 0, 0, 0, 1}, 64, Verdict::special, "dummy prefix"},
    BlockV6{{0, 0x64, 0xff, 0x9b, 0, 1}, 48, Verdict::special, "nat64 local use"},
    BlockV6{{0x20, 1, 0, 2, 0, 0}, 48, Verdict::special, "benchmarking"},
    BlockV6{{0x20, 1, 0, 4, 1, 0x12}, 48, Verdict::reachable, "as112"},
    BlockV6{{0x26, 0x20, 0, 0x4f, 0x80, 0}, 48, Verdict::reachable, "as112"},
    BlockV6{{0x20, 1, 0, 0}, 32, Verdict::embeds_teredo, "teredo"},
    BlockV6{{0x20, 1, 0, 3}, 32, Verdict::reachable, "amt"},
    BlockV6{{0x20, 1, 0x0d, 0xb8}, 32, Verdict::special, "documentation"},
    BlockV6{{0x20, 1, 0, 0x10}, 28, Verdict::special, "orchid"},
    BlockV6{{0x20, 1, 0, 0x20}, 28, Verdict::reachable, "orchid v2"},
    BlockV6{{0x20, 1, 0, 0x30}, 28, Verdict::reachable, "drone remote id"},
    BlockV6{{0x20, 1, 0, 0}, 23, Verdict::special, "protocol assignments"},
    BlockV6{{0x3f, 0xff, 0}, 20, Verdict::special, "documentation"},
    BlockV6{{0x20, 2}, 16, Verdict::embeds_6to4, "6to4"},
    BlockV6{{0x5f, 0}, 16, Verdict::special, "segment routing"},
    BlockV6{{0xfe, 0x80}, 10, Verdict::special, "link-local"},
    BlockV6{{0xfe, 0xc0}, 10, Verdict::special, "site-local"},
    BlockV6{{0xff}, 8, Verdict::special, "multicast"},
    BlockV6{{0xfc}, 7, Verdict::special, "unique local"},
};

template <class Blocks>
constexpr bool longest_first(const Blocks& blocks) {
  return std::is_sorted(blocks.begin(), blocks.end(),
                        [](const auto& a, const auto& b) { return a.bits > b.bits; });
}
static_assert(longest_first(blocks_v4));
static_assert(longest_first(blocks_v6));

template <std::size_t byte_count>
bool contains(const Block<byte_count>& block, const IpAddress& address) {
  const std::size_t whole_bytes = block.bits / 8U;
  if (!std::equal(block.prefix.begin(), block.prefix.begin() + whole_bytes,
                  address.bytes.begin())) {
    return false;
  }
  const unsigned rest_bits = block.bits % 8U;
  if (rest_bits == 0) return true;
  const unsigned mask = (0xff00U >> rest_bits) & 0xffU;
  return ((block.prefix[whole_bytes] ^ address.bytes[whole_bytes]) & mask) == 0;
}

// The first match is the longest. nullptr: in no special block.
template <class Blocks>
auto find_block(const Blocks& blocks, const IpAddress& address) {
  const auto found = std::find_if(blocks.begin(), blocks.end(),
                                  [&](const auto& block) { return contains(block, address); });
  return found == blocks.end() ? nullptr : &*found;
}

const char* special_v4(const IpAddress& address) {
  const BlockV4* block = find_block(blocks_v4, address);
  return block == nullptr || block->verdict == Verdict::reachable ? nullptr : block->name;
}

IpAddress v4_at(const IpAddress& address, std::size_t at, std::uint8_t flip = 0) {
  IpAddress inner;
  for (std::size_t i = 0; i < 4; ++i) {
    inner.bytes[i] = static_cast<std::uint8_t>(address.bytes[at + i] ^ flip);
  }
  return inner;
}

}  // namespace

namespace http {

EmbeddedAddresses embedded_v4(const IpAddress& address) {
  const BlockV6* block = address.is_v6 ? find_block(blocks_v6, address) : nullptr;
  if (block == nullptr) return {};
  switch (block->verdict) {
    case Verdict::special:
    case Verdict::reachable:
      return {};
    case Verdict::embeds_last:
      return {{v4_at(address, 12)}, 1};
    case Verdict::embeds_6to4:
      return {{v4_at(address, 2)}, 1};
    case Verdict::embeds_teredo:
      // The client's address is stored with every bit inverted.
      return {{v4_at(address, 4), v4_at(address, 12, 0xff)}, 2};
  }
  return {};
}

}  // namespace http

const char* special_address_block(const IpAddress& address) {
  if (!address.is_v6) return special_v4(address);
  const BlockV6* block = find_block(blocks_v6, address);
  if (block == nullptr || block->verdict == Verdict::reachable) return nullptr;
  if (block->verdict == Verdict::special) return block->name;
  const http::EmbeddedAddresses inner = http::embedded_v4(address);
  for (std::size_t i = 0; i < inner.count; ++i) {
    if (const char* name = special_v4(inner.addresses[i])) return name;
  }
  return nullptr;
}

}  // namespace fieldcall
