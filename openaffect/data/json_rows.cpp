#include "openaffect/data/json_rows.h"

#include <string>

namespace openaffect {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::size_t kLongestKey = std::size_t{64} << 10;

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// Follows JSON text byte by byte: what is inside a string, and how deep it is nested.
class Nesting {
 public:
  void step(char c) {
    if (in_string_) {
      if (escaped_)
        escaped_ = false;
      else if (c == '\\')
        escaped_ = true;
      else if (c == '"')
        in_string_ = false;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && depth_ > 0) {
      --depth_;
    }
  }
  bool in_string() const { return in_string_; }
  bool outermost() const { return depth_ == 0 && !in_string_; }
  std::uint64_t depth() const { return depth_; }

 private:
  std::uint64_t depth_ = 0;
  bool in_string_ = false, escaped_ = false;
};

// What the first object of a file looks like from outside.
struct ObjectSketch {
  std::size_t members = 0;
  bool only_objects = true;  // its values
  bool several_lines = false;
  std::optional<std::size_t> end;  // behind its brace
};

ObjectSketch sketch(std::string_view text) {
  ObjectSketch sketch;
  Nesting nesting;
  bool value_next = false;
  for (std::size_t i = 0; i < text.size() && !sketch.end; ++i) {
    const char c = text[i];
    if (value_next && !is_space(c)) {
      ++sketch.members;
      sketch.only_objects = sketch.only_objects && c == '{';
      value_next = false;
    } else if (nesting.depth() == 1 && !nesting.in_string() && c == ':') {
      value_next = true;
    }
    sketch.several_lines = sketch.several_lines || (c == '\n' && !nesting.in_string());
    nesting.step(c);
    if (nesting.outermost()) sketch.end = i + 1;
  }
  return sketch;
}

class JsonRows final : public LayeredSource {
 public:
  JsonRows(std::unique_ptr<ByteSource> inner, JsonShape shape)
      : LayeredSource(std::move(inner), "as lines"), array_(shape == JsonShape::array) {}

  Result<std::size_t> read(char* to, std::size_t most) override {
    while (given_ == lines_.size() && !ended_) {
      lines_.clear();
      given_ = 0;
      OA_TRY(there, fill());
      if (!there) OA_CHECK(end());
      const std::string_view bytes = input();
      for (std::size_t i = 0; i < bytes.size(); ++i)
        if (const char* fault = step(bytes[i])) {
          use(i);
          return error(fault);
        }
      use(bytes.size());
    }
    const std::size_t got = lines_.copy(to, most, given_);
    given_ += got;
    return got;
  }

 private:
  enum class At { begin, key_or_end, key_due, in_key, colon, value_or_end, value_due, object_begin, value, end };

  void restart() override {
    at_ = At::begin;
    nesting_ = {};
    lines_.clear();
    key_.clear();
    given_ = 0;
    ended_ = false;
  }

  Result<Done> end() {
    ended_ = true;
    if (at_ == At::end) return Done{};
    return error(array_ ? "the JSON array is never closed: the file was cut short"
                        : "the JSON object is never closed: the file was cut short");
  }

  // Takes one byte; what is wrong with it, or null.
  const char* step(char c) {
    switch (at_) {
      case At::value:
        return in_value(c), nullptr;
      case At::in_key:
        return in_key(c);
      case At::object_begin:
        if (is_space(c)) return nullptr;
        if (c != '}') lines_ += ", ";
        at_ = At::value;
        return in_value(c), nullptr;
      default:
        return between(c);
    }
  }

  const char* between(char c) {
    if (array_) lines_ += ' ';  // every byte keeps its place
    if (is_space(c) || (at_ == At::begin && kMark.find(c) != std::string_view::npos)) return nullptr;
    if (at_ == At::begin) return at_ = array_ ? At::value_or_end : At::key_or_end, nullptr;
    if (at_ == At::end) return "something stands behind the end of the JSON";
    if (at_ == At::colon) return c == ':' ? (at_ = At::value_due, nullptr) : "a colon must stand behind a key";
    if ((at_ == At::value_or_end && c == ']') || (at_ == At::key_or_end && c == '}')) return at_ = At::end, nullptr;
    if (at_ == At::key_or_end || at_ == At::key_due) {
      if (c != '"') return "a key in quotes must stand here";
      key_ = c;
      at_ = At::in_key;
      return nullptr;
    }
    return begin_value(c);
  }

  const char* begin_value(char c) {
    if (c == ',' || c == ']' || c == '}') return "a value must stand here";
    if (array_) lines_.pop_back();
    at_ = At::value;
    if (array_ || c != '{') return in_value(c), nullptr;
    nesting_.step(c);
    lines_ += "{\"key\": " + key_;
    at_ = At::object_begin;
    return nullptr;
  }

  const char* in_key(char c) {
    key_ += c;
    if (key_.size() > kLongestKey) return "a key longer than 64 KiB";
    if (c == '"' && !key_escaped_) at_ = At::colon;
    key_escaped_ = c == '\\' && !key_escaped_;
    return nullptr;
  }

  void in_value(char c) {
    if (nesting_.outermost() && c == ',') {
      lines_ += '\n';
      at_ = array_ ? At::value_due : At::key_due;
    } else if (nesting_.outermost() && c == (array_ ? ']' : '}')) {
      lines_ += ' ';
      at_ = At::end;
    } else {
      const bool line_end = (c == '\n' || c == '\r') && !nesting_.in_string();
      nesting_.step(c);
      lines_ += line_end ? ' ' : c;
    }
  }

  const bool array_;
  At at_ = At::begin;
  Nesting nesting_;
  std::string lines_, key_;
  std::size_t given_ = 0;  // of lines_
  bool ended_ = false, key_escaped_ = false;
};

}  // namespace

std::optional<JsonShape> json_shape(std::string_view head, bool whole) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  while (!head.empty() && is_space(head.front())) head.remove_prefix(1);
  if (head.starts_with('[')) return JsonShape::array;
  if (!head.starts_with('{')) return std::nullopt;
  const ObjectSketch object = sketch(head);
  if (object.members == 0 || !object.only_objects) return JsonShape::lines;
  if (object.several_lines) return JsonShape::objects;
  if (!object.end) return object.members > 1 ? JsonShape::objects : JsonShape::lines;
  const bool alone = whole && head.find_first_not_of(" \t\r\n", *object.end) == std::string_view::npos;
  return alone && object.members > 1 ? JsonShape::objects : JsonShape::lines;
}

std::unique_ptr<ByteSource> json_rows(std::unique_ptr<ByteSource> inner, JsonShape shape) {
  return std::make_unique<JsonRows>(std::move(inner), shape);
}

}  // namespace openaffect
