#include "openaffect/data/json_line.h"

#include <bitset>

#include "openaffect/data/byte_scan.h"

namespace openaffect {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Moves over a line; the first thing that is wrong stays in fault().
class Scanner {
 public:
  explicit Scanner(std::string_view line) : line_(line) {}

  std::optional<JsonFault> fault() const { return fault_; }
  std::size_t at() const { return at_; }
  bool ended() const { return at_ == line_.size(); }
  std::string_view from(std::size_t begin) const { return line_.substr(begin, at_ - begin); }

  void skip_spaces() {
    while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\n' || line_[at_] == '\r'))
      ++at_;
  }

  // Passes over `c` when it comes next.
  bool take(char c) {
    if (peek() != c || ended()) return false;
    ++at_;
    return true;
  }

  bool fail(std::string_view what) {
    if (!fault_) fault_ = JsonFault{at_, what};
    return false;
  }

  bool expect(char c, std::string_view what) { return take(c) || fail(what); }
  bool text(JsonValue& value);
  bool value(JsonValue& value);

 private:
  char peek() const { return at_ < line_.size() ? line_[at_] : '\0'; }
  bool escape();
  bool number(JsonValue& value);
  bool digits();
  bool scalar(JsonValue& value);
  bool nested();
  bool word(std::string_view word);

  std::string_view line_;
  std::size_t at_ = 0;
  std::optional<JsonFault> fault_;
};

bool Scanner::text(JsonValue& value) {
  if (!expect('"', "a \" is missing")) return false;
  const std::size_t begin = at_;
  value = {JsonKind::text, {}, false};
  for (;;) {
    at_ = find_json_special(line_, at_);
    if (ended()) return fail("a text is never closed");
    if (line_[at_] == '"') break;
    if (line_[at_] != '\\') return fail("a control character inside a text");
    value.escaped = true;
    if (!escape()) return false;
  }
  value.bytes = from(begin);
  ++at_;
  return true;
}

bool Scanner::escape() {
  constexpr std::string_view kPlain = "\"\\/bfnrt";
  constexpr std::size_t kUnicode = 6;
  const std::string_view rest = line_.substr(at_);
  if (rest.size() > 1 && kPlain.find(rest[1]) != std::string_view::npos) {
    at_ += 2;
    return true;
  }
  const bool whole = rest.size() >= kUnicode && rest[1] == 'u' && is_hex(rest[2]) && is_hex(rest[3]) &&
                     is_hex(rest[4]) && is_hex(rest[5]);
  if (!whole) return fail("an unknown escape inside a text");
  at_ += kUnicode;
  return true;
}

bool Scanner::digits() {
  if (!is_digit(peek())) return fail("a digit is missing");
  while (is_digit(peek())) ++at_;
  return true;
}

bool Scanner::number(JsonValue& value) {
  value.kind = JsonKind::integer;
  take('-');
  if (!take('0') && !digits()) return false;
  if (take('.')) {
    value.kind = JsonKind::real;
    if (!digits()) return false;
  }
  if (take('e') || take('E')) {
    value.kind = JsonKind::real;
    if (!take('+')) take('-');
    if (!digits()) return false;
  }
  return true;
}

bool Scanner::word(std::string_view word) {
  if (!line_.substr(at_).starts_with(word)) return fail("no JSON value");
  at_ += word.size();
  return true;
}

// Anything but an array or an object.
bool Scanner::scalar(JsonValue& value) {
  const std::size_t begin = at_;
  const char c = peek();
  if (c == '"') return text(value);
  bool good = false;
  if (c == 't' || c == 'f') {
    value.kind = JsonKind::boolean;
    good = word(c == 't' ? "true" : "false");
  } else if (c == '-' || is_digit(c)) {
    good = number(value);
  } else {
    value.kind = JsonKind::null;
    good = word("null");
  }
  value.bytes = from(begin);
  return good;
}

bool Scanner::value(JsonValue& value) {
  value = {};
  const std::size_t begin = at_;
  if (peek() != '[' && peek() != '{') return scalar(value);
  if (!nested()) return false;
  value = {JsonKind::nested, from(begin), false};
  return true;
}

// An array or an object with all that it holds; its depths are counted, not recursed into.
bool Scanner::nested() {
  std::bitset<kMostJsonDepth + 1> is_object;
  std::size_t depth = 1;  // the line's object
  JsonValue ignored;
  for (;;) {
    // A value is due.
    const bool opens = peek() == '{' || peek() == '[';
    bool closed = false;
    if (opens) {
      if (++depth > kMostJsonDepth) return fail("nested deeper than 1,024");
      is_object[depth] = line_[at_++] == '{';
      skip_spaces();
      closed = take(is_object[depth] ? '}' : ']');
      if (closed) --depth;
    } else if (!scalar(ignored)) {
      return false;
    }
    // Values that end here, until one is followed by another.
    bool first = opens && !closed;
    while (!first) {
      if (depth == 1) return true;
      skip_spaces();
      if (take(',')) break;
      if (!expect(is_object[depth] ? '}' : ']', is_object[depth] ? "a , or } is missing" : "a , or ] is missing"))
        return false;
      --depth;
    }
    skip_spaces();
    if (!is_object[depth]) continue;
    if (!text(ignored)) return false;
    skip_spaces();
    if (!expect(':', "a : is missing")) return false;
    skip_spaces();
  }
}

}  // namespace

std::optional<JsonFault> JsonLine::read(std::string_view line) {
  members_.clear();
  Scanner scanner(line);
  scanner.skip_spaces();
  if (!scanner.expect('{', "the line is no JSON object")) return scanner.fault();
  scanner.skip_spaces();
  bool closed = scanner.take('}');
  while (!closed) {
    const std::size_t begin = scanner.at();
    JsonMember& member = members_.emplace_back();
    if (!scanner.text(member.key)) return scanner.fault();
    scanner.skip_spaces();
    if (!scanner.expect(':', "a : is missing")) return scanner.fault();
    scanner.skip_spaces();
    if (!scanner.value(member.value)) return scanner.fault();
    member.bytes = scanner.from(begin);
    scanner.skip_spaces();
    closed = scanner.take('}');
    if (!closed && !scanner.expect(',', "a , or } is missing")) return scanner.fault();
    if (!closed) scanner.skip_spaces();
  }
  scanner.skip_spaces();
  if (!scanner.ended()) scanner.fail("text behind the object");
  return scanner.fault();
}

}  // namespace openaffect
