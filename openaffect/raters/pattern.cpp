#include "openaffect/raters/pattern.h"

#include <cmath>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "openaffect/core/names.h"
#include "openaffect/core/sha256.h"
#include "openaffect/raters/pattern_assessment.h"
#include "openaffect/raters/pattern_lexicon.h"
#include "openaffect/raters/pattern_sentences.h"
#include "openaffect/raters/pattern_tokens.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();

// Where chunks stand in a text, in code points. Asked from left to right it walks the text once.
class CodePointCounter {
 public:
  explicit CodePointCounter(std::string_view text) : text_(text) {}

  std::uint32_t at(std::size_t byte) {
    if (byte < byte_) byte_ = count_ = 0;
    count_ += count_code_points(text_.substr(byte_, byte - byte_));
    byte_ = byte;
    return static_cast<std::uint32_t>(count_);
  }

 private:
  std::string_view text_;
  std::size_t byte_ = 0;
  std::size_t count_ = 0;
};

// Reads texts one after the other; keeps its memory between them, so that a text costs no allocation.
class PatternReader {
 public:
  explicit PatternReader(const PatternLexicon& lexicon) : lexicon_(lexicon) {}

  PatternScore read(std::string_view text) { return assess(text, nullptr); }

  // The same, with one or two pieces of evidence per group of words appended to `evidence`.
  PatternScore explain(std::string_view text, std::vector<Evidence>& evidence) {
    std::vector<PatternChunk> chunks;
    const PatternScore score = assess(text, &chunks);
    CodePointCounter starts(text_);
    for (const PatternChunk& chunk : chunks) append_evidence(chunk, starts, evidence);
    return score;
  }

 private:
  PatternScore assess(std::string_view text, std::vector<PatternChunk>* chunks) {
    lowered_.assign(text);
    if (!lowered_.ascii() && !is_valid_utf8(text)) {
      valid_ = to_valid_utf8(text);
      text = valid_;
      lowered_.assign(text);
    }
    text_ = text;
    sources_ = &tokenizer_.split(text, lowered_);
    if (may_hold_torn_face(text, *sources_)) return assess_mended(chunks);
    return assess_pattern(lexicon_, {lowered_.data(), lowered_.ascii(), sources_}, chunks);
  }

  PatternScore assess_mended(std::vector<PatternChunk>* chunks) {
    mender_.mend(text_, *sources_);
    lowered_.assign(mender_.text());
    sources_ = &mender_.sources();
    return assess_pattern(lexicon_, {lowered_.data(), lowered_.ascii(), &mender_.words()}, chunks);
  }

  void append_evidence(const PatternChunk& chunk, CodePointCounter& starts, std::vector<Evidence>& evidence) const {
    const std::size_t begin = (*sources_)[chunk.first].begin;
    const std::string_view words = text_.substr(begin, (*sources_)[chunk.last].end - begin);
    const std::uint32_t start = starts.at(begin);
    const std::uint32_t end = start + static_cast<std::uint32_t>(count_code_points(words));
    const auto append = [&](const char* field, double weight) {
      if (weight != 0) evidence.push_back({start, end, std::string(words), field, weight});
    };
    append("polarity", chunk.polarity);
    append("subjectivity", chunk.subjectivity);
  }

  const PatternLexicon& lexicon_;
  PatternLowered lowered_;
  PatternTokenizer tokenizer_;
  PatternMender mender_;
  std::string valid_;
  std::string_view text_;                               // of the last call, well formed
  const std::vector<PatternToken>* sources_ = nullptr;  // where its words stand in text_
};

// Label ids of the two classes, looked up once.
struct PatternClasses {
  std::shared_ptr<const Scheme> sentiment = built_in_scheme("sentiment3");
  std::shared_ptr<const Scheme> opinion = built_in_scheme("opinion3");
  LabelId negative = id_in(*sentiment, "negative");
  LabelId neutral = id_in(*sentiment, "neutral");
  LabelId positive = id_in(*sentiment, "positive");
  LabelId least = id_in(*opinion, "least_opinionated");
  LabelId middle = id_in(*opinion, "neutral");
  LabelId highly = id_in(*opinion, "highly_opinionated");

  static LabelId id_in(const Scheme& scheme, std::string_view label) {
    const std::optional<LabelId> id = scheme.find_label(label);
    if (!id) throw ContractError("scheme " + scheme.id() + " has no label " + std::string(label));
    return *id;
  }
};

class PatternRater final : public Rater {
 public:
  PatternRater(PatternLexicon lexicon, const PatternOptions& options, std::string content_sha256)
      : lexicon_(std::move(lexicon)), options_(options) {
    info_.name = options.name;
    info_.version = "0.20.1-1";
    info_.kind = RaterKind::lexicon;
    info_.licence = options.own_lexicon ? LicenceClass::terms : LicenceClass::open;
    info_.licence_text = options.own_lexicon
                             ? "of your lexicon; its rules MIT and BSD-3-Clause"
                             : "PDDL (lexicon of pattern.en), MIT (TextBlob 0.20.1), BSD-3-Clause (pattern)";
    info_.languages = {"en"};
    info_.fields = {{"polarity", RaterField::Kind::number, built_in_scheme("polarity"), "polarity"},
                    {"subjectivity", RaterField::Kind::number, built_in_scheme("subjectivity"), "subjectivity"},
                    {"class", RaterField::Kind::label, classes_.sentiment},
                    {"opinion", RaterField::Kind::label, classes_.opinion}};
    info_.content_sha256 = std::move(content_sha256);
    info_.settings = {{"opinion.cuts", fmt::format("{},{}", options.least_below, options.highly_above)}};
    info_.summary = "polarity and subjectivity of English by lexicon, as TextBlob's PatternAnalyzer";
  }

  const RaterInfo& info() const override { return info_; }

  RatingBatch rate(std::span<const Item> batch, const RateOptions& options) const override {
    RatingBatch ratings;
    ratings.status.assign(batch.size(), Status::no_text);
    NumberColumn polarity(batch.size(), kNull);
    NumberColumn subjectivity(batch.size(), kNull);
    LabelColumn sentiment(batch.size(), kNoLabel);
    LabelColumn opinion(batch.size(), kNoLabel);
    if (options.evidence) ratings.evidence.resize(batch.size());
    PatternReader reader(lexicon_);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!batch[i].text) continue;
      const PatternScore score =
          options.evidence ? reader.explain(*batch[i].text, ratings.evidence[i]) : reader.read(*batch[i].text);
      ratings.status[i] = Status::ok;
      polarity[i] = score.polarity;
      subjectivity[i] = score.subjectivity;
      sentiment[i] = sentiment_of(score.polarity);
      opinion[i] = opinion_of(score.subjectivity);
    }
    ratings.columns = {std::move(polarity), std::move(subjectivity), std::move(sentiment), std::move(opinion)};
    return ratings;
  }

 private:
  LabelId sentiment_of(double polarity) const {
    return polarity > 0 ? classes_.positive : polarity < 0 ? classes_.negative : classes_.neutral;
  }
  LabelId opinion_of(double subjectivity) const {
    if (subjectivity < options_.least_below) return classes_.least;
    return subjectivity < options_.highly_above ? classes_.middle : classes_.highly;
  }

  PatternLexicon lexicon_;
  PatternOptions options_;
  PatternClasses classes_;
  RaterInfo info_;
};

}  // namespace

Result<std::unique_ptr<Rater>> make_pattern(std::string_view lexicon_xml, const PatternOptions& options) {
  if (!is_snake_case(options.name))
    return Error{ErrorKind::format, "pattern: '" + options.name + "' is no snake_case name"};
  if (!(0 <= options.least_below && options.least_below <= options.highly_above && options.highly_above <= 1))
    return Error{ErrorKind::format, "pattern: the cuts of opinion must rise within 0..1"};
  OA_TRY(lexicon, PatternLexicon::parse(lexicon_xml));
  return std::unique_ptr<Rater>(std::make_unique<PatternRater>(std::move(lexicon), options, sha256_hex(lexicon_xml)));
}

}  // namespace openaffect
