// What may be said: closed, versioned, a JSON file. Core knows no files: whoever opens one passes its bytes.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "openaffect/core/error.h"
#include "openaffect/core/rating.h"

namespace openaffect {

enum class SchemeKind {
  categories,        // exactly one of the labels
  multi_categories,  // any number of the labels
  grades,            // one of the labels, which are ordered from low to high
  numbers,           // one number per field
  open_words,        // any words
  free_text,         // a sentence
  track,             // numbers per field over time
};
std::string_view scheme_kind_name(SchemeKind kind);

struct Label {
  std::string id;  // snake_case; what is written
  std::string name;
  std::vector<std::string> aliases;
  std::string definition;         // one sentence
  std::string definition_source;  // "ours" when the source defines nothing
  std::optional<double> value;    // of a grade, when the source numbers it (-3..3)
};

struct NumberField {
  std::string id;
  std::string name;
  std::string definition;
  std::string definition_source;
  double minimum = 0;  // closed range
  double maximum = 1;
  std::optional<double> step;  // 1: whole numbers only
  std::string unit;            // "1" when it has none
  std::string native_scale;    // how the source prints it, if otherwise: "1..5"
  std::vector<std::string> aliases;
};

// Labels of one scheme gathered under a label of their own: GoEmotions' positive, negative, ambiguous. Of a scheme of
// numbers the fields are gathered, and `labels` are their positions. A label may stand in several groups, or in none.
struct LabelGroup {
  std::string id;
  std::vector<LabelId> labels;
};

struct SchemeGrouping {
  std::string id;  // "sentiment"
  std::string source;
  std::vector<LabelGroup> groups;
};

// How a graded scheme is cut from a number of another one, by default: label i is chosen for
// cuts[i-1] <= number < cuts[i].
struct SchemeCuts {
  std::string scheme;
  std::string field;
  std::vector<double> cuts;
  std::string note;
};

// Immutable; safe to share between threads.
class Scheme {
 public:
  // The scheme that `json` describes (docs/schemes.md). Fails with the path of what is wrong ("labels[3].id: …") when
  // the text is no JSON, a field is missing, unknown or of the wrong type, a name repeats or is not lower_snake_case, a
  // range is empty or not finite, a grouping names an unknown label, or a bound is passed (4 MiB, 16 levels, 100,000
  // values, 4,096 bytes in a text, 4,096 labels or fields).
  static Result<Scheme> parse(std::string_view json);

  const std::string& id() const { return id_; }
  const std::string& version() const { return version_; }
  const std::string& title() const { return title_; }
  const std::string& description() const { return description_; }
  const std::string& source() const { return source_; }
  const std::string& licence() const { return licence_; }
  SchemeKind kind() const { return kind_; }
  std::span<const Label> labels() const { return labels_; }
  std::span<const NumberField> fields() const { return fields_; }
  std::span<const SchemeGrouping> groupings() const { return groupings_; }
  const std::optional<SchemeCuts>& cuts() const { return cuts_; }

  // Matches ids, names and aliases without regard to ASCII case.
  std::optional<LabelId> find_label(std::string_view text) const;
  const Label& label(LabelId id) const;                        // throws ContractError when out of range
  const NumberField* find_field(std::string_view text) const;  // as find_label; null when absent

 private:
  friend class SchemeReader;
  Scheme() = default;

  std::string id_, version_, title_, description_, source_, licence_;
  SchemeKind kind_ = SchemeKind::categories;
  std::vector<Label> labels_;
  std::vector<NumberField> fields_;
  std::vector<SchemeGrouping> groupings_;
  std::optional<SchemeCuts> cuts_;
};

// One line of JSON. law: Scheme::parse(scheme_text(s)) says what s says.
std::string scheme_text(const Scheme& scheme);

// From the labels of one scheme to those of another, with what is lost said in words. Of a scheme of numbers (emonet40)
// the fields are mapped, and their positions stand for labels.
class SchemeMapping {
 public:
  // Fails as Scheme::parse does, when a label of `from` is mapped twice or not at all, and when `json` speaks of other
  // schemes than `from` and `to`.
  static Result<SchemeMapping> parse(std::string_view json, const Scheme& from, const Scheme& to);

  const std::string& from() const { return from_; }
  const std::string& to() const { return to_; }
  const std::string& source() const { return source_; }
  const std::string& loses() const { return loses_; }
  LabelId apply(LabelId from) const;  // kNoLabel when the target has no counterpart; throws ContractError out of range

 private:
  std::string from_, to_, source_, loses_;
  std::vector<LabelId> target_;
};

// The schemes and mappings that the library carries (schemes/*.json, embedded at build time).
// Parsed on first use; a broken one is a broken build (tested), hence ContractError.
std::vector<std::string_view> built_in_scheme_ids();
std::shared_ptr<const Scheme> built_in_scheme(std::string_view id);  // throws ContractError when absent
Result<std::shared_ptr<const Scheme>> find_scheme(
    std::string_view id);  // `unknown`, with the nearest name, when absent
std::vector<SchemeMapping> built_in_mappings();

}  // namespace openaffect
