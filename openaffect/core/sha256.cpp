#include "openaffect/core/sha256.h"

// The streaming interface whose state is a plain struct is the older one; OpenSSL's newer one hides it.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <array>
#include <charconv>
#include <cstring>

#include <openssl/sha.h>

namespace openaffect {
namespace {

constexpr std::string_view kVersion = "sha256-1";
constexpr char kDigits[] = "0123456789abcdef";

std::string to_hex(const unsigned char* bytes, std::size_t size) {
  std::string text;
  text.reserve(2 * size);
  for (std::size_t i = 0; i < size; ++i) {
    text += kDigits[bytes[i] >> 4];
    text += kDigits[bytes[i] & 15];
  }
  return text;
}

bool from_hex(std::string_view text, unsigned char* bytes, std::size_t size) {
  if (text.size() != 2 * size) return false;
  for (std::size_t i = 0; i < size; ++i) {
    const auto [end, error] = std::from_chars(text.data() + 2 * i, text.data() + 2 * i + 2, bytes[i], 16);
    if (error != std::errc() || end != text.data() + 2 * i + 2) return false;
  }
  return true;
}

// What save() writes: the state without OpenSSL's own layout, words as big-endian bytes.
using Saved = std::array<unsigned char, 8 * 4 + 8 + 64>;

void put(unsigned char* at, std::uint64_t value, int bytes) {
  for (int i = bytes - 1; i >= 0; --i, value >>= 8) at[i] = static_cast<unsigned char>(value & 0xff);
}

std::uint64_t get(const unsigned char* at, int bytes) {
  std::uint64_t value = 0;
  for (int i = 0; i < bytes; ++i) value = value << 8 | at[i];
  return value;
}

}  // namespace

struct Sha256::State {
  SHA256_CTX context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
  SHA256_Init(&state_->context);
}
Sha256::Sha256(const Sha256& other) : state_(std::make_unique<State>(*other.state_)) {}
Sha256::Sha256(Sha256&& other) noexcept = default;
Sha256& Sha256::operator=(const Sha256& other) {
  *state_ = *other.state_;
  return *this;
}
Sha256& Sha256::operator=(Sha256&& other) noexcept = default;
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
  SHA256_Update(&state_->context, bytes.data(), bytes.size());
}

std::string Sha256::hex() const {
  SHA256_CTX copy = state_->context;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest = {};
  SHA256_Final(digest.data(), &copy);
  return to_hex(digest.data(), digest.size());
}

std::string Sha256::save() const {
  const SHA256_CTX& context = state_->context;
  Saved saved{};
  for (int i = 0; i < 8; ++i) put(saved.data() + 4 * i, context.h[i], 4);
  const std::uint64_t bits = (std::uint64_t{context.Nh} << 32) | context.Nl;
  put(saved.data() + 32, bits / 8, 8);
  std::memcpy(saved.data() + 40, context.data, context.num);
  return std::string(kVersion) + ":" + to_hex(saved.data(), saved.size());
}

Result<Sha256> Sha256::restore(std::string_view text) {
  Saved saved = {};
  const bool ours = text.starts_with(kVersion) && text.substr(kVersion.size()).starts_with(":");
  if (!ours || !from_hex(text.substr(kVersion.size() + 1), saved.data(), saved.size()))
    return Error{ErrorKind::format, "not a saved SHA-256 state"};
  Sha256 hash;
  SHA256_CTX& context = hash.state_->context;
  for (int i = 0; i < 8; ++i) context.h[i] = static_cast<SHA_LONG>(get(saved.data() + 4 * i, 4));
  const std::uint64_t bytes = get(saved.data() + 32, 8);
  context.Nl = static_cast<SHA_LONG>(bytes * 8 & 0xffffffff);
  context.Nh = static_cast<SHA_LONG>(bytes * 8 >> 32);
  context.num = static_cast<unsigned>(bytes % 64);
  std::memcpy(context.data, saved.data() + 40, context.num);
  return hash;
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 hash;
  hash.add(bytes);
  return hash.hex();
}

}  // namespace openaffect
