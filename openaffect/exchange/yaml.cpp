#include "openaffect/exchange/yaml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <unordered_set>

#include <yaml.h>

#include "openaffect/exchange/json.h"
#include "openaffect/exchange/values.h"
#include "openaffect/exchange/yaml_scalar.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

struct ParserCloser {
  void operator()(yaml_parser_t* parser) const {
    yaml_parser_delete(parser);
    delete parser;
  }
};

// The next event, freed when it goes.
struct Event {
  yaml_event_t raw{};
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { yaml_event_delete(&raw); }
};

std::string_view view_of(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

// What a text costs beyond being a value: aliases repeat its bytes too.
std::size_t weight_of(std::string_view text) {
  constexpr std::size_t kBytesOfAValue = 64;
  return text.size() / kBytesOfAValue;
}

// Of what is built so far: each open collection, and the key that waits for its value.
struct Open {
  Fields value;
  std::string anchor;
  std::string key;
  bool has_key = false;
  std::unordered_set<std::string> keys;
  std::size_t values = 1;  // in it, itself included
};

class Composer {
 public:
  Composer(std::string_view text, const std::string& file) : text_(text), file_(file), parser_(new yaml_parser_t) {
    yaml_parser_initialize(parser_.get());
    yaml_parser_set_encoding(parser_.get(), YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(parser_.get(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }

  Result<YamlDocument> compose() {
    for (;;) {
      Event event;
      if (yaml_parser_parse(parser_.get(), &event.raw) == 0)
        return error(parser_->problem ? parser_->problem : "this is no YAML", parser_->problem_mark);
      if (event.raw.type == YAML_STREAM_END_EVENT) return YamlDocument{std::move(root_), std::move(lines_)};
      OA_CHECK(take(event.raw));
    }
  }

 private:
  Error error(const std::string& what, const yaml_mark_t& mark, ErrorKind kind = ErrorKind::format) const {
    return {kind, "yaml: " + what, {file_, mark.line + 1, "", byte_of(mark.index)}};
  }

  // libyaml counts characters.
  std::uint64_t byte_of(std::size_t character) const {
    std::size_t byte = 0;
    for (std::size_t seen = 0; byte < text_.size() && seen < character; ++seen)
      byte += code_point_at(text_, byte).bytes;
    return byte;
  }

  Result<Done> take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_DOCUMENT_START_EVENT:
        if (documents_++ > 0) return error("a second document", event.start_mark, ErrorKind::unsupported);
        return Done{};
      case YAML_SCALAR_EVENT:
        return scalar(event);
      case YAML_ALIAS_EVENT:
        return alias(event);
      case YAML_MAPPING_START_EVENT:
        OA_CHECK(check_tag(view_of(event.data.mapping_start.tag), event));
        return open(Fields::object(), view_of(event.data.mapping_start.anchor), event);
      case YAML_SEQUENCE_START_EVENT:
        OA_CHECK(check_tag(view_of(event.data.sequence_start.tag), event));
        return open(Fields::array(), view_of(event.data.sequence_start.anchor), event);
      case YAML_MAPPING_END_EVENT:
      case YAML_SEQUENCE_END_EVENT:
        return close(event);
      default:
        return Done{};
    }
  }

  Result<Done> check_tag(std::string_view tag, const yaml_event_t& event) const {
    constexpr std::string_view kCore = "tag:yaml.org,2002:";
    constexpr std::string_view kKnown[] = {"str", "int", "float", "bool", "null", "map", "seq", "timestamp"};
    if (tag.empty() || tag == "!") return Done{};
    if (tag.starts_with(kCore) &&
        std::find(std::begin(kKnown), std::end(kKnown), tag.substr(kCore.size())) != std::end(kKnown))
      return Done{};
    return error("the tag " + std::string(tag.substr(0, 80)) + " names a type that we do not make", event.start_mark,
                 ErrorKind::unsupported);
  }

  Result<Done> scalar(const yaml_event_t& event) {
    const auto& raw = event.data.scalar;
    const std::string_view tag = view_of(raw.tag);
    OA_CHECK(check_tag(tag, event));
    const std::string text(reinterpret_cast<const char*>(raw.value), raw.length);
    const bool as_text = !raw.plain_implicit || tag == "!" || tag.ends_with(":str");
    if (wants_key()) return set_key(text, as_text, event);
    return add(as_text ? Fields(text) : yaml_scalar(text), view_of(raw.anchor), 1 + weight_of(text), event);
  }

  bool wants_key() const { return !open_.empty() && open_.back().value.is_object() && !open_.back().has_key; }

  Result<Done> set_key(const std::string& text, bool as_text, const yaml_event_t& event) {
    if (text == "<<" && !as_text) return error("merge keys are not read", event.start_mark, ErrorKind::unsupported);
    Open& top = open_.back();
    if (!top.keys.insert(text).second)
      return error("the key " + text.substr(0, 80) + " stands twice", event.start_mark);
    if (top.keys.size() > kMostJsonMembers)
      return error("a mapping of more than 20,000 keys", event.start_mark, ErrorKind::unsupported);
    top.values += weight_of(text);
    total_ += weight_of(text);
    keep_line(text, event.start_mark.line + 1);
    top.key = text;
    top.has_key = true;
    return Done{};
  }

  void keep_line(const std::string& key, std::uint64_t line) {
    constexpr std::size_t kLevels = 4, kMostPath = 200;
    if (open_.size() > kLevels) return;
    std::string path;
    for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
      if (!open_[i].has_key || path.size() + open_[i].key.size() > kMostPath) return;
      path += open_[i].key + "/";
    }
    if (path.size() + key.size() <= kMostPath) lines_.emplace(path + key, line);
  }

  Result<Done> open(Fields value, std::string_view anchor, const yaml_event_t& event) {
    if (wants_key()) return error("a key that is no scalar", event.start_mark, ErrorKind::unsupported);
    if (open_.size() == kMostYamlLevels)
      return error("more than 64 levels deep", event.start_mark, ErrorKind::unsupported);
    open_.push_back({std::move(value), std::string(anchor), "", false, {}, 1});
    return Done{};
  }

  Result<Done> close(const yaml_event_t& event) {
    Open closed = std::move(open_.back());
    open_.pop_back();
    return add(std::move(closed.value), closed.anchor, closed.values, event);
  }

  Result<Done> alias(const yaml_event_t& event) {
    const std::string name(view_of(event.data.alias.anchor));
    const auto found = anchors_.find(name);
    if (found == anchors_.end()) return error("the alias " + name + " stands for nothing", event.start_mark);
    if (wants_key()) return error("a key that is an alias", event.start_mark, ErrorKind::unsupported);
    if (total_ + found->second.second > kMostYamlValues)
      return error("more than 4,000,000 values", event.start_mark, ErrorKind::unsupported);
    return add(found->second.first, "", found->second.second, event);
  }

  // A value that is whole. `values` are in it.
  Result<Done> add(Fields value, std::string_view anchor, std::size_t values, const yaml_event_t& event) {
    // What is in a collection was counted when it came.
    const bool ends = event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
    total_ += ends ? 1 : values;
    if (!anchor.empty()) total_ += values;  // an anchored value is held twice
    if (total_ > kMostYamlValues) return error("more than 4,000,000 values", event.start_mark, ErrorKind::unsupported);
    if (!anchor.empty()) anchors_[std::string(anchor)] = {value, values};
    if (open_.empty()) {
      root_ = std::move(value);
      return Done{};
    }
    Open& top = open_.back();
    top.values += values;
    if (top.value.is_array()) {
      top.value.push_back(std::move(value));
    } else {
      append_member(top.value, top.key, std::move(value));
      top.has_key = false;
    }
    return Done{};
  }

  std::string_view text_;
  const std::string& file_;
  std::unique_ptr<yaml_parser_t, ParserCloser> parser_;
  std::vector<Open> open_;
  std::map<std::string, std::pair<Fields, std::size_t>> anchors_;
  Fields root_;
  std::map<std::string, std::uint64_t> lines_;
  std::size_t total_ = 0;
  int documents_ = 0;
};

class Writer {
 public:
  explicit Writer(const YamlStyle& style) : style_(style) {}

  void mapping(const Fields& value, int level, std::string& out) const {
    for (const auto& [key, member] : value.items()) {
      out.append(static_cast<std::size_t>(level) * 2, ' ');
      append_key(key_text(key), level, out);
      is_plain_date(key, member, level) ? void(out.append(" ").append(member.get<std::string>()).append("\n"))
                                        : inside(member, level, out);
    }
  }

  // Behind "key:" or "-".
  void inside(const Fields& value, int level, std::string& out) const {
    if (!value.is_structured() || value.empty()) {
      out.append(" ").append(scalar_text(value)).append("\n");
    } else if (value.is_object()) {
      out += '\n';
      mapping(value, level + 1, out);
    } else {
      out += '\n';
      sequence(value, level + 1, out);
    }
  }

  void sequence(const Fields& value, int level, std::string& out) const {
    for (const Fields& item : value) {
      out.append(static_cast<std::size_t>(level) * 2, ' ');
      if (item.is_object() && !item.empty()) {
        // "- key: value": the first member stands behind the dash.
        std::string members;
        mapping(item, level + 1, members);
        out += "- " + members.substr(static_cast<std::size_t>(level + 1) * 2);
      } else {
        out += '-';
        inside(item, level, out);
      }
    }
  }

  static std::string scalar_text(const Fields& value) {
    if (value.is_string()) return yaml_text_scalar(value.get<std::string>());
    if (value.is_number_float()) return yaml_number(value.get<double>());
    return value.dump();  // null, true, 1, {} and [] are YAML
  }

 private:
  // Nothing but a date stands without quotes: other readers make objects of what a stranger wrote there.
  bool is_plain_date(const std::string& key, const Fields& value, int level) const {
    constexpr std::size_t kDate = 10;  // 2024-05-31
    if (level != 0 || !value.is_string() ||
        std::find(style_.plain_dates.begin(), style_.plain_dates.end(), key) == style_.plain_dates.end())
      return false;
    const auto& text = value.get_ref<const std::string&>();
    return text.size() == kDate && parse_date(text);
  }

  // YAML reads no more than 1,024 characters in search of the colon behind a key, unless a ? announces it.
  static void append_key(const std::string& key, int level, std::string& out) {
    constexpr std::size_t kLongKey = 1000;
    if (key.size() > kLongKey)
      out += "? " + key + "\n" + std::string(static_cast<std::size_t>(level) * 2, ' ');
    else
      out += key;
    out += ':';
  }

  static std::string key_text(const std::string& key) {
    constexpr char kAsItLooks = '\x01';  // number_key()
    if (!key.empty() && key[0] == kAsItLooks && yaml_scalar(key.substr(1)).is_number()) return key.substr(1);
    return yaml_text_scalar(key);
  }

  const YamlStyle& style_;
};

}  // namespace

std::string number_key(std::string_view number) {
  return std::string("\x01").append(number);
}

Result<Fields> parse_yaml(std::string_view text, const std::string& file) {
  OA_TRY(document, parse_yaml_document(text, file));
  return std::move(document.value);
}

Result<YamlDocument> parse_yaml_document(std::string_view text, const std::string& file) {
  if (text.size() > kMostYamlBytes)
    return Error{ErrorKind::unsupported, "yaml: larger than 64 MiB", {file, {}, "", {}}};
  return Composer(text, file).compose();
}

std::vector<std::string> yaml_words(const Fields& list) {
  std::vector<std::string> words;
  const auto add = [&](const Fields& word) {
    if (word.is_string()) words.push_back(word.get<std::string>());
    if (word == Fields(false)) words.emplace_back("no");
  };
  if (!list.is_array()) add(list);
  if (list.is_array())
    for (const Fields& word : list) add(word);
  return words;
}

std::string yaml_text(const Fields& value, const YamlStyle& style) {
  std::string out;
  const Writer writer(style);
  if (value.is_object() && !value.empty())
    writer.mapping(value, 0, out);
  else if (value.is_array() && !value.empty())
    writer.sequence(value, 0, out);
  else
    out = Writer::scalar_text(value) + "\n";
  return out;
}

}  // namespace openaffect
