#include "openaffect/core/scheme_json.h"

#include <cmath>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace openaffect::scheme_json {
namespace {

// C0, DEL and C1: a scheme's words are printed on terminals.
bool has_control_characters(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

// What the tokenizer says without its own place ("… at line 1, column 5: … - ") and without the bytes it quotes.
std::string reason(std::string text) {
  if (const auto start = text.find(" - "); start != std::string::npos) text.erase(0, start + 3);
  if (const auto quote = text.find("; last read"); quote != std::string::npos) text.erase(quote);
  return text;
}

// Receives the tokens, in nlohmann's SAX interface, and builds the document. Returning false ends the parse, so that
// depth, size and repeated keys are judged before anything is stored.
class Builder {
 public:
  bool null() { return add(Value{nullptr}); }
  bool boolean(bool value) { return add(Value{value}); }
  bool number_integer(std::int64_t value) { return add(Value{static_cast<double>(value)}); }
  bool number_unsigned(std::uint64_t value) { return add(Value{static_cast<double>(value)}); }
  bool number_float(double value, const std::string&) {
    return std::isfinite(value) ? add(Value{value}) : fail("a number beyond the range of a double");
  }
  bool string(std::string& value) {
    if (value.size() > kMaxTextBytes)
      return fail(fmt::format("a text of {} bytes; at most {}", value.size(), kMaxTextBytes));
    return has_control_characters(value) ? fail("a text with control characters") : add(Value{std::move(value)});
  }
  bool binary(const std::vector<std::uint8_t>&) { return fail("binary data"); }
  bool start_object(std::size_t) { return start(Value{Value::Members()}); }
  bool start_array(std::size_t) { return start(Value{Value::List()}); }
  bool end_object() { return end(); }
  bool end_array() { return end(); }

  bool key(std::string& name) {
    if (name.size() > kMaxKeyBytes)
      return fail(fmt::format("a key of {} bytes; at most {}", name.size(), kMaxKeyBytes));
    if (has_control_characters(name)) return fail("a key with control characters");
    open_.back().key = name;
    return open_.back().keys.insert(name).second || fail("stands twice");
  }

  bool parse_error(std::size_t bytes_read, const std::string&, const nlohmann::detail::exception& exception) {
    constexpr int kNumberOverflow = 406;
    const std::string what = exception.id == kNumberOverflow ? "a number beyond the range of a double"
                                                             : "not JSON: " + reason(exception.what());
    error_ = Error{ErrorKind::format, what};
    error_->where.byte = bytes_read == 0 ? 0 : bytes_read - 1;
    return false;
  }

  const std::optional<Error>& error() const { return error_; }
  Value take() { return std::move(root_); }

 private:
  struct Frame {
    Value value;
    std::string key;                       // of the member that comes next
    std::unordered_set<std::string> keys;  // of an object, so far
  };

  std::string path() const {
    std::string text;
    for (const Frame& frame : open_) {
      if (const auto* list = std::get_if<Value::List>(&frame.value.data))
        text += fmt::format("[{}]", list->size());
      else if (!frame.key.empty())
        text += (text.empty() ? "" : ".") + frame.key;
    }
    return text;
  }

  bool fail(std::string_view what) {
    const std::string where = path();
    error_ = Error{ErrorKind::format, where.empty() ? std::string(what) : fmt::format("{}: {}", where, what)};
    return false;
  }

  bool add(Value value) {
    if (++values_ > kMaxValues) return fail(fmt::format("more than {} values", kMaxValues));
    attach(std::move(value));
    return true;
  }

  void attach(Value value) {
    if (open_.empty())
      root_ = std::move(value);
    else if (auto* list = std::get_if<Value::List>(&open_.back().value.data))
      list->push_back(std::move(value));
    else
      std::get<Value::Members>(open_.back().value.data).push_back({std::move(open_.back().key), std::move(value)});
  }

  bool start(Value value) {
    if (++values_ > kMaxValues) return fail(fmt::format("more than {} values", kMaxValues));
    if (open_.size() >= kMaxLevels) return fail(fmt::format("nested deeper than {} levels", kMaxLevels));
    open_.push_back({std::move(value), {}, {}});
    return true;
  }

  bool end() {
    Value value = std::move(open_.back().value);
    open_.pop_back();
    attach(std::move(value));
    return true;
  }

  std::vector<Frame> open_;
  Value root_;
  std::size_t values_ = 0;
  std::optional<Error> error_;
};

}  // namespace

Result<Value> parse(std::string_view text) {
  if (text.size() > kMaxBytes)
    return Error{ErrorKind::format, fmt::format("{} bytes; a scheme file has at most {}", text.size(), kMaxBytes)};
  Builder builder;
  const bool complete = nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
  if (builder.error()) return *builder.error();
  if (!complete) return Error{ErrorKind::format, "not JSON"};
  return builder.take();
}

}  // namespace openaffect::scheme_json
