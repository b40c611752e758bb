// The one idea: everybody who judges emotion is a rater. A lexicon, a network, a language model, a person.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/item.h"
#include "openaffect/core/rating.h"
#include "openaffect/core/scheme.h"

namespace openaffect {

enum class RaterKind { human, lexicon, model, language_model };
std::string_view rater_kind_name(RaterKind kind);

// Licence classes, from free to bound (conventions.md): a rater's class is the strictest of what it was made from.
enum class LicenceClass { open, terms, nc };
std::string_view licence_class_name(LicenceClass licence);

// One column that a rater fills. Of a rater of several schemes (conventions.md, "The rating table"):
//   ekman7              label   the decision, called as the scheme
//   ekman7.confidence   number  how sure the rater is of the decision in front of the dot, 0..1
//   goemotions28        labels  a decision of several labels
//   goemotions28.joy    number  a label's probability, 0..1; scheme_field is the label's id
//   vad.valence         number  scheme_field is the field's id; of a scheme of one number called like itself: polarity
//   embedding           vector  says nothing that a scheme knows
struct RaterField {
  enum class Kind { number, label, labels, vector };
  std::string name;  // as in the column's name: "compound", "class", "goemotions28.joy"
  Kind kind = Kind::number;
  std::shared_ptr<const Scheme> scheme = {};  // what may be said; null of a vector, and of nothing else
  std::string scheme_field = {};  // the scheme's field, or the label, that a number stands for; or "confidence"
  std::size_t size = 0;           // of a vector: how many numbers
};

// Position of the field that says how sure the rater is of the decision `fields[decision]`; absent when there is none.
std::optional<std::size_t> find_confidence(std::span<const RaterField> fields, std::size_t decision);

// Positions of the probabilities of `fields[decision]`, one a label of its scheme; empty where one is missing.
std::vector<std::size_t> find_probabilities(std::span<const RaterField> fields, std::size_t decision);

struct RaterInfo {
  std::string name;     // snake_case; the middle of the column's name
  std::string version;  // changes whenever an output may change
  RaterKind kind = RaterKind::lexicon;
  LicenceClass licence = LicenceClass::terms;
  std::string licence_text;            // "MIT (vaderSentiment 3.3.2)"
  std::vector<std::string> languages;  // BCP 47; empty: any
  std::vector<RaterField> fields;
  std::string content_sha256;  // of what it was made from (lexicon, weights)
  std::string summary;         // one line for lists
  std::vector<std::pair<std::string, std::string>>
      settings;              // options that decide outputs: {"opinion.cuts", "0.4,0.6"}
  bool slow = false;         // journals and shards by single blocks instead of runs of 64
  std::string details = {};  // what else people may want to know (architecture, size): a JSON object, or ""; decides
                             // nothing
};

struct RateOptions {
  bool evidence = false;  // fill RatingBatch::evidence
};

// Judges items. Immutable once made, safe to share between threads.
class Rater {
 public:
  virtual ~Rater() = default;
  virtual const RaterInfo& info() const = 0;

  // One row per item, in item order, one column per declared field, and a status. Never throws for a bad item.
  // A null text is `no_text` with null values; an empty text is rated as the published system does.
  virtual RatingBatch rate(std::span<const Item> batch, const RateOptions& options = {}) const = 0;
};

}  // namespace openaffect
