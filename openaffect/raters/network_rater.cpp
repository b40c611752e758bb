#include "openaffect/raters/network_rater.h"

#include <algorithm>
#include <limits>

#include "openaffect/core/network_process.h"
#include "openaffect/raters/leave_one_out.h"
#include "openaffect/text/unicode.h"

namespace openaffect {
namespace {

constexpr std::size_t kMostVariants = 256;  // of one text, times its windows
constexpr std::size_t kLeastVariants = 8;
constexpr std::size_t kVariantsTogether = 1024;

class NetworkRater : public Rater {
 public:
  NetworkRater(RaterInfo info, std::vector<NetworkHead> heads, TextScorer scorer)
      : info_(std::move(info)), scorer_(std::move(scorer)) {
    embeds_ = !info_.fields.empty() && info_.fields.back().kind == RaterField::Kind::vector;
    std::size_t field = 0, output = 0;
    for (NetworkHead& head : heads) {
      const std::size_t fields = head_fields(head).size(), outputs = head.choice_of_output.size();
      heads_.push_back({std::move(head), field, fields, output, outputs});
      field += fields;
      output += outputs;
    }
  }

  const RaterInfo& info() const override { return info_; }
  RatingBatch rate(std::span<const Item> batch, const RateOptions& options) const override;

 private:
  // Where a head's fields and outputs stand among all.
  struct Place {
    NetworkHead head;
    std::size_t field, fields, output, outputs;

    std::span<const double> values(const TextScore& score) const {
      return std::span(score.values).subspan(output, outputs);
    }
  };
  // An explanation in the making: which item, which of its words, what the network says without it.
  struct Variant {
    std::size_t item;
    WordSpan word;
    std::string text;
  };

  RatingBatch nothing(std::size_t items) const;
  void fill(const TextScore& score, std::size_t item, RatingBatch& batch) const;
  std::vector<Variant> variants_of(std::size_t item, std::string_view text, const TextScore& score) const;
  void explain(std::span<const Variant> variants, std::span<const Item> items, std::span<const TextScore> scores,
               RatingBatch& batch) const;
  void explain(const Variant& variant, const TextScore& whole, const TextScore& without, std::string_view text,
               std::vector<Evidence>& evidence) const;

  RaterInfo info_;
  std::vector<Place> heads_;
  bool embeds_ = false;
  TextScorer scorer_;
};

// All null.
RatingBatch NetworkRater::nothing(std::size_t items) const {
  RatingBatch batch;
  batch.status.assign(items, Status::no_text);
  for (const RaterField& field : info_.fields) switch (field.kind) {
      case RaterField::Kind::number:
        batch.columns.emplace_back(NumberColumn(items, std::numeric_limits<double>::quiet_NaN()));
        break;
      case RaterField::Kind::label:
        batch.columns.emplace_back(LabelColumn(items, kNoLabel));
        break;
      case RaterField::Kind::labels:
        batch.columns.emplace_back(LabelsColumn(items));
        break;
      case RaterField::Kind::vector:
        batch.columns.emplace_back(VectorColumn(items, field.size));
        break;
    }
  return batch;
}

void NetworkRater::fill(const TextScore& score, std::size_t item, RatingBatch& batch) const {
  if (!score.is_finite()) {
    batch.status[item] = Status::error;
    return;
  }
  batch.status[item] = score.whole ? Status::ok : Status::truncated;
  for (const Place& place : heads_)
    fill_head(place.head, place.values(score), item, std::span(batch.columns).subspan(place.field, place.fields));
  if (embeds_) std::ranges::copy(score.embedding, std::get<VectorColumn>(batch.columns.back())[item].begin());
}

std::vector<NetworkRater::Variant> NetworkRater::variants_of(std::size_t item, std::string_view text,
                                                             const TextScore& score) const {
  const std::string_view read = text.substr(0, score.bytes);
  const std::size_t most = std::max(kLeastVariants, kMostVariants / score.windows);
  std::vector<Variant> variants;
  for (const WordSpan word : join_words(words_of(read), most))
    variants.push_back({item, word, text_without(read, word)});
  return variants;
}

void NetworkRater::explain(const Variant& variant, const TextScore& whole, const TextScore& without,
                           std::string_view text, std::vector<Evidence>& evidence) const {
  const std::string_view word = text.substr(variant.word.begin, variant.word.end - variant.word.begin);
  const auto start = static_cast<std::uint32_t>(count_code_points(text.substr(0, variant.word.begin)));
  const auto end = start + static_cast<std::uint32_t>(count_code_points(word));
  for (const Place& place : heads_)
    for (const HeadTarget& target : head_targets(place.head, place.values(whole)))
      evidence.push_back({start, end, to_valid_utf8(word), info_.fields[place.field + target.field].name,
                          target_value(place.head, target, whole, place.output) -
                              target_value(place.head, target, without, place.output)});
}

void NetworkRater::explain(std::span<const Variant> variants, std::span<const Item> items,
                           std::span<const TextScore> scores, RatingBatch& batch) const {
  std::vector<std::string_view> texts;
  for (const Variant& variant : variants) texts.emplace_back(variant.text);
  const std::vector<TextScore> without = scorer_.score(texts, {.values = true, .embeddings = false});
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const std::size_t item = variants[i].item;
    explain(variants[i], scores[item], without[i], *items[item].text, batch.evidence[item]);
  }
}

RatingBatch NetworkRater::rate(std::span<const Item> items, const RateOptions& options) const {
  note_network_run();
  RatingBatch batch = nothing(items.size());
  if (options.evidence) batch.evidence.resize(items.size());
  std::vector<std::string_view> texts;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].text) {
      texts.push_back(*items[i].text);
      places.push_back(i);
    }
  std::vector<TextScore> scores(items.size());
  const std::vector<TextScore> found = scorer_.score(texts, {!heads_.empty(), embeds_});
  for (std::size_t i = 0; i < places.size(); ++i) {
    fill(found[i], places[i], batch);
    scores[places[i]] = found[i];
  }
  if (!options.evidence || heads_.empty()) return batch;
  std::vector<Variant> variants;
  for (const std::size_t item : places) {
    if (has_values(batch.status[item]))
      std::ranges::move(variants_of(item, *items[item].text, scores[item]), std::back_inserter(variants));
    if (variants.size() < kVariantsTogether && item != places.back()) continue;
    explain(variants, items, scores, batch);
    variants.clear();
  }
  return batch;
}

}  // namespace

std::vector<ScoredHead> scored_heads(std::span<const NetworkHead> heads) {
  std::vector<ScoredHead> scored;
  for (const NetworkHead& head : heads) scored.push_back({head.kind, head.choice_of_output.size(), head.temperature});
  return scored;
}

std::shared_ptr<const Rater> make_network_rater(RaterInfo info, std::vector<NetworkHead> heads, TextScorer scorer) {
  return std::make_shared<NetworkRater>(std::move(info), std::move(heads), std::move(scorer));
}

}  // namespace openaffect
