#include "openaffect/raters/text_scorer.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace openaffect {
namespace {

constexpr std::size_t kGatheredTokens = 1 << 16;  // of texts that are sorted by length
constexpr std::size_t kCallTokens = 1 << 14;      // of one call of the network

// Up to `most` bytes, not cut within a character.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto continues = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
  std::size_t end = most;
  while (end > most - 3 && continues(end)) --end;
  return text.substr(0, end);
}

// `first` is the head's first output.
void add_softmax(std::span<const float> logits, double temperature, double share, std::size_t first, TextScore& score) {
  const double highest = *std::max_element(logits.begin(), logits.end());
  std::vector<double> powers;
  for (const float logit : logits) powers.push_back(std::exp((logit - highest) / temperature));
  const double all = std::accumulate(powers.begin(), powers.end(), 0.0);
  for (std::size_t i = 0; i < powers.size(); ++i) {
    double others = 0;
    for (std::size_t j = 0; j < powers.size(); ++j) others += j == i ? 0 : powers[j];
    score.values[first + i] += share * (powers[i] / all);
    score.remains[first + i] += share * (others / all);
  }
}

void add_head(std::span<const float> logits, const ScoredHead& head, double share, std::size_t first,
              TextScore& score) {
  if (head.kind == HeadKind::single_label || head.kind == HeadKind::distribution)
    return add_softmax(logits, head.temperature, share, first, score);
  for (std::size_t i = 0; i < logits.size(); ++i) {
    const bool is_number = head.kind == HeadKind::regression;
    const double z = logits[i] / head.temperature;
    score.values[first + i] += share * (is_number ? logits[i] : 1 / (1 + std::exp(-z)));
    score.remains[first + i] += is_number ? 0 : share / (1 + std::exp(z));
  }
}

void add_outputs(std::span<const float> logits, std::span<const ScoredHead> heads, double share, TextScore& score) {
  score.values.resize(logits.size());
  score.remains.resize(logits.size());
  std::size_t first = 0;
  for (const ScoredHead& head : heads) {
    add_head(logits.subspan(first, head.outputs), head, share, first, score);
    first += head.outputs;
  }
}

std::size_t outputs_of(std::span<const ScoredHead> heads) {
  std::size_t outputs = 0;
  for (const ScoredHead& head : heads) outputs += head.outputs;
  return outputs;
}

void normalise(std::vector<float>& vector) {
  double squares = 0;
  for (const float number : vector) squares += static_cast<double>(number) * number;
  if (squares > 0)
    for (float& number : vector) number = static_cast<float>(number / std::sqrt(squares));
}

}  // namespace

double TextScore::log_odds(std::size_t output, HeadKind kind) const {
  if (kind == HeadKind::regression) return values[output];
  constexpr double kLeast = 1e-300;  // a label that no other contradicts within float64
  return std::log(std::max(values[output], kLeast)) - std::log(std::max(remains[output], kLeast));
}

bool TextScore::is_finite() const {
  const auto finite = [](double number) { return std::isfinite(number); };
  return std::ranges::all_of(values, finite) && std::ranges::all_of(embedding, finite);
}

// Texts that go through the network together: add() until it is full, then run().
class TextScorer::Batch {
 public:
  Batch(const TextScorer& scorer, Wanted wanted) : scorer_(scorer), wanted_(wanted) {}

  bool is_full() const { return tokens_.size() >= kGatheredTokens; }

  void add(std::string_view text, TextScore& score) {
    const std::string_view read = beginning(text, kMostScoredBytes);
    if (scorer_.options_.preparation) prepared_ = prepare_text(read, *scorer_.options_.preparation);
    scorer_.tokenizer_->encode(scorer_.options_.preparation ? prepared_.text : read, tokenized_);
    Windows windows = plan_windows(tokenized_.ids.size(), scorer_.options_.windows);
    score.windows = windows.windows.size();
    score.bytes = windows.whole ? read.size() : bytes_before(tokenized_.spans[windows.windows.back().end - 1].end);
    score.whole = windows.whole && read.size() == text.size();
    for (std::size_t i = 0; i < windows.windows.size(); ++i)
      add_sequence(windows.windows[i], {&score, window_share(windows, i)});
  }

  void run() {
    std::vector<std::size_t> order(pieces_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return pieces_[i].size(); });
    for (std::size_t begin = 0; begin < order.size();) {
      std::size_t end = begin, tokens = 0;
      while (end < order.size() && (end == begin || tokens + pieces_[order[end]].size() <= kCallTokens))
        tokens += pieces_[order[end++]].size();
      call(std::span(order).subspan(begin, end - begin));
      begin = end;
    }
    pool();
    pieces_.clear();
    tokens_.clear();
  }

 private:
  // Tokens begin … end of tokens_, frame included, and what they count for in `score`.
  struct Share {
    TextScore* score;
    double share;
  };
  struct Piece {
    std::size_t begin, end;
    Share of;
    std::vector<float> outputs = {}, embedding = {};
    std::size_t size() const { return end - begin; }
  };

  // Of the text as it was given, up to a byte of what was made of it.
  std::size_t bytes_before(std::size_t byte) const {
    return scorer_.options_.preparation ? prepared_.origin[byte] : byte;
  }

  void add_sequence(const Window& window, Share of) {
    const TokenFrame& frame = scorer_.tokenizer_->frame();
    const std::size_t begin = tokens_.size();
    const auto ids = std::span(tokenized_.ids).subspan(window.begin, window.end - window.begin);
    tokens_.insert(tokens_.end(), frame.before.begin(), frame.before.end());
    tokens_.insert(tokens_.end(), ids.begin(), ids.end());
    tokens_.insert(tokens_.end(), frame.after.begin(), frame.after.end());
    if (tokens_.size() == begin) tokens_.push_back(frame.pad);  // no text and no frame: something has to be read
    pieces_.push_back({begin, tokens_.size(), of});
  }

  void call(std::span<const std::size_t> which) {
    std::vector<TokenSequence> sequences;
    for (const std::size_t i : which)
      sequences.push_back(TokenSequence(tokens_).subspan(pieces_[i].begin, pieces_[i].size()));
    const auto keep = [&](const FloatMatrix& rows, std::vector<float> Piece::*to) {
      for (std::size_t i = 0; i < which.size(); ++i) pieces_[which[i]].*to = {rows.row(i).begin(), rows.row(i).end()};
    };
    if (wanted_.values && wanted_.embeddings) {
      const TextModel::Both both = scorer_.model_->logits_and_embeddings(sequences);
      keep(checked(both.logits), &Piece::outputs);
      keep(both.embeddings, &Piece::embedding);
      return;
    }
    if (wanted_.values) keep(checked(scorer_.model_->logits(sequences)), &Piece::outputs);
    if (wanted_.embeddings) keep(scorer_.model_->embeddings(sequences), &Piece::embedding);
  }

  FloatMatrix checked(FloatMatrix logits) const {
    if (const std::size_t wanted = outputs_of(scorer_.options_.heads); logits.columns != wanted)
      throw ContractError("the network has " + std::to_string(logits.columns) + " outputs, its heads " +
                          std::to_string(wanted));
    return logits;
  }

  // In the order of the text, so that a sum is the same whatever the calls were.
  void pool() {
    for (const Piece& piece : pieces_) {
      TextScore& score = *piece.of.score;
      if (wanted_.values) add_outputs(piece.outputs, scorer_.options_.heads, piece.of.share, score);
      if (wanted_.embeddings) add_embedding(piece, score);
    }
    for (const Piece& piece : pieces_)
      if (wanted_.embeddings && scorer_.options_.normalise && piece.of.score->windows > 1)
        normalise(piece.of.score->embedding);
  }

  static void add_embedding(const Piece& piece, TextScore& score) {
    score.embedding.resize(piece.embedding.size());
    for (std::size_t i = 0; i < piece.embedding.size(); ++i)
      score.embedding[i] +=
          score.windows == 1 ? piece.embedding[i] : static_cast<float>(piece.of.share * piece.embedding[i]);
  }

  const TextScorer& scorer_;
  Wanted wanted_;
  PreparedText prepared_;
  TokenizedText tokenized_;
  std::vector<TokenId> tokens_;
  std::vector<Piece> pieces_;
};

TextScorer::TextScorer(std::shared_ptr<const TextModel> model, std::shared_ptr<const Tokenizer> tokenizer,
                       const ScorerOptions& options)
    : model_(std::move(model)), tokenizer_(std::move(tokenizer)), options_(options) {}

std::vector<TextScore> TextScorer::score(std::span<const std::string_view> texts, Wanted wanted) const {
  std::vector<TextScore> scores(texts.size());
  Batch batch(*this, wanted);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    batch.add(texts[i], scores[i]);
    if (batch.is_full()) batch.run();
  }
  batch.run();
  return scores;
}

}  // namespace openaffect
