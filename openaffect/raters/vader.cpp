#include "openaffect/raters/vader.h"

#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "openaffect/core/names.h"
#include "openaffect/core/sha256.h"
#include "openaffect/raters/vader_emoji.h"
#include "openaffect/raters/vader_lexicon.h"
#include "openaffect/raters/vader_score.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace vader {
namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();
constexpr double kClassCut = 0.05;

// One text after the other; its memory is reused. One per call of rate().
class Reader {
 public:
  Reader(const WordTable& words, const EmojiTable& emoji) : words_(words), emoji_(emoji) {}

  // False when the text is too long.
  bool read(std::string_view text) {
    if (!read_tokens(text)) return false;
    rate_tokens(tokens_, sentiments_);
    if (sentiments_.empty()) return true;
    for (const WatchedToken& watched : tokens_.watched())
      if (tokens_.role(watched.token) == Role::but) {
        weigh_around_but(watched.token, sentiments_);
        break;
      }
    return true;
  }

  Score score() const { return vader::score(tokens_.size(), sentiments_, tokens_.marks()); }

  // Of the text that was read last.
  std::vector<Evidence> evidence(std::string_view text) const {
    std::vector<Evidence> found;
    std::size_t bytes = 0;
    std::size_t characters = 0;
    const auto advance = [&](std::size_t to) {  // starts never go back: words of one emoji begin where it begins
      characters += count_code_points(text.substr(bytes, to - bytes));
      bytes = to;
      return static_cast<std::uint32_t>(characters);
    };
    for (const Sentiment& sentiment : sentiments_) {
      const Token place = plain_.original(tokens_.span(sentiment.token));
      const std::string_view words = text.substr(place.start, place.end - place.start);
      const std::uint32_t start = advance(place.start);
      const auto end = start + static_cast<std::uint32_t>(count_code_points(words));
      found.push_back({start, end, to_valid_utf8(words), "compound", sentiment.valence});
    }
    return found;
  }

 private:
  bool read_tokens(std::string_view text) {
    if (text.size() > kMostTextBytes) return false;
    plain_.set(text);
    tokens_.split(text);
    if (tokens_.is_wide()) {
      if (!plain_.rewrite(emoji_)) return false;
      if (plain_.is_rewritten()) tokens_.split(plain_.text());
    }
    tokens_.look_up(words_);
    return true;
  }

  const WordTable& words_;
  const EmojiTable& emoji_;
  PlainText plain_;
  Tokens tokens_;
  std::vector<Sentiment> sentiments_;
};

// sentiment3's labels, looked up once.
struct Classes {
  std::shared_ptr<const Scheme> scheme = built_in_scheme("sentiment3");
  LabelId negative = find("negative");
  LabelId neutral = find("neutral");
  LabelId positive = find("positive");

  LabelId find(std::string_view label) const {
    const std::optional<LabelId> id = scheme->find_label(label);
    if (!id) throw ContractError("scheme sentiment3 has no label " + std::string(label));
    return *id;
  }
  LabelId of(double compound) const {
    return compound >= kClassCut ? positive : compound <= -kClassCut ? negative : neutral;
  }
};

// A batch's columns, null until they are set.
struct Columns {
  explicit Columns(std::size_t size)
      : status(size, Status::no_text),
        neg(size, kNull),
        neu(size, kNull),
        pos(size, kNull),
        compound(size, kNull),
        classes(size, kNoLabel) {}

  void set(std::size_t row, const Score& score, LabelId label) {
    status[row] = Status::ok;
    neg[row] = score.neg;
    neu[row] = score.neu;
    pos[row] = score.pos;
    compound[row] = score.compound;
    classes[row] = label;
  }

  RatingBatch take() && {
    RatingBatch batch;
    batch.status = std::move(status);
    batch.columns.reserve(5);
    for (NumberColumn* column : {&neg, &neu, &pos, &compound}) batch.columns.emplace_back(std::move(*column));
    batch.columns.emplace_back(std::move(classes));
    return batch;
  }

  std::vector<Status> status;
  NumberColumn neg, neu, pos, compound;
  LabelColumn classes;
};

class VaderRater final : public Rater {
 public:
  VaderRater(WordTable words, EmojiTable emoji, RaterInfo info)
      : words_(std::move(words)), emoji_(std::move(emoji)), info_(std::move(info)) {
    const std::shared_ptr<const Scheme> scheme = built_in_scheme("vader");
    for (const char* name : {"neg", "neu", "pos", "compound"})
      info_.fields.push_back({name, RaterField::Kind::number, scheme, name});
    info_.fields.push_back({"class", RaterField::Kind::label, classes_.scheme});
  }

  const RaterInfo& info() const override { return info_; }

  RatingBatch rate(std::span<const Item> batch, const RateOptions& options) const override {
    Columns columns(batch.size());
    std::vector<std::vector<Evidence>> evidence(options.evidence ? batch.size() : 0);
    Reader reader(words_, emoji_);
    for (std::size_t row = 0; row < batch.size(); ++row) {
      if (!batch[row].text) continue;
      if (!reader.read(*batch[row].text)) {
        columns.status[row] = Status::error;
        continue;
      }
      const Score score = reader.score();
      columns.set(row, score, classes_.of(score.compound));
      if (options.evidence) evidence[row] = reader.evidence(*batch[row].text);
    }
    RatingBatch ratings = std::move(columns).take();
    ratings.evidence = std::move(evidence);
    return ratings;
  }

 private:
  WordTable words_;
  EmojiTable emoji_;
  Classes classes_;
  RaterInfo info_;
};

}  // namespace
}  // namespace vader

Result<std::unique_ptr<Rater>> make_vader(std::string_view lexicon, std::string_view emoji,
                                          const VaderOptions& options) {
  if (!is_snake_case(options.name))
    return Error{ErrorKind::unknown, "'" + options.name + "' names no rater: a name is lower_snake_case"};
  OA_TRY(rated, vader::read_lexicon(lexicon));
  OA_TRY(described, vader::read_emoji(emoji));
  RaterInfo info;
  info.name = options.name;
  info.version = "3.3.2-1";
  info.kind = RaterKind::lexicon;
  info.licence = options.own_lexicon ? LicenceClass::terms : LicenceClass::open;
  info.licence_text = options.own_lexicon ? "of your lexicon; its rules MIT" : "MIT (vaderSentiment 3.3.2)";
  info.languages = {"en"};
  info.content_sha256 = sha256_hex(rated.content + "\n" + described.content);
  info.summary = "rule-based sentiment of English in social media, as vaderSentiment";
  return std::unique_ptr<Rater>(
      std::make_unique<vader::VaderRater>(std::move(rated.words), std::move(described.table), std::move(info)));
}

}  // namespace openaffect
