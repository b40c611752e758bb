// The deletion test of explanations: whose words, taken out of the text, move the score most?
//   explanation_bench FOLDER TEXTS [COUNT [PRECISION]]
// FOLDER is a classifier, TEXTS a file of one text a line, of which the first COUNT (500) with six words or more are
// taken. The label is the most probable one. Its words are ranked by leaving each out (leave_one_out.h), by integrated
// gradients in float32 (gradients.h), and at random; then the first one, two and three of each ranking are taken out
// together. Prints, for each, by how much the label's probability and its log odds fell on average.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include "openaffect/core/random.h"
#include "openaffect/nn/gradients.h"
#include "openaffect/nn/model_folder.h"
#include "openaffect/nn/text_model.h"
#include "openaffect/raters/leave_one_out.h"
#include "openaffect/raters/neural_options.h"
#include "openaffect/raters/text_scorer.h"

namespace {

using namespace openaffect;

constexpr std::array<const char*, 3> kRankings = {"leave one out", "integrated gradients", "random"};
constexpr std::size_t kMostRemoved = 3, kFewestWords = 6;

struct Fall {
  double probability = 0, log_odds = 0;
};

template <class T>
T value_or_exit(Result<T> result) {
  if (result) return *std::move(result);
  std::cerr << describe_error(result.error()) << "\n";
  std::exit(1);
}

// Words by falling weight.
std::vector<std::size_t> ranked(const std::vector<double>& weights) {
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return weights[a] > weights[b]; });
  return order;
}

HeadKind kind_of(const ModelConfig& config) {
  return config.problem == ProblemType::multi_label ? HeadKind::multi_label : HeadKind::single_label;
}

class DeletionTest {
 public:
  DeletionTest(const std::string& path, Precision precision)
      : folder_(std::make_shared<const ModelFolder>(value_or_exit(open_model_folder(path)))),
        kind_(kind_of(folder_->config)),
        scorer_(value_or_exit(make_text_model(folder_, {.precision = precision})), folder_->tokenizer,
                {.heads = {{kind_, folder_->config.labels.size()}}}),
        gradients_(folder_) {}

  void add(const std::string& text) {
    const std::vector<WordSpan> words = words_of(text);
    if (words.size() < kFewestWords) return;
    const TextScore whole = score({text})[0];
    const auto top = std::max_element(whole.values.begin(), whole.values.end());
    const auto label = static_cast<std::size_t>(top - whole.values.begin());
    const std::array<std::vector<double>, 3> weights = {without_each(text, words, whole, label),
                                                        by_gradients(text, words, label), at_random(words.size())};
    for (std::size_t ranking = 0; ranking < kRankings.size(); ++ranking)
      take_out(text, words, ranked(weights[ranking]), whole, label, falls_[ranking]);
    ++texts_;
  }

  std::size_t texts() const { return texts_; }

  void print() const {
    for (std::size_t ranking = 0; ranking < kRankings.size(); ++ranking)
      for (std::size_t removed = 0; removed < kMostRemoved; ++removed) {
        const Fall& fall = falls_[ranking][removed];
        const auto count = static_cast<double>(texts_);
        std::cout << kRankings[ranking] << ", " << removed + 1 << " words: probability -" << fall.probability / count
                  << ", log odds -" << fall.log_odds / count << "\n";
      }
  }

 private:
  using Falls = std::array<Fall, kMostRemoved>;

  std::vector<TextScore> score(const std::vector<std::string>& texts) const {
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    return scorer_.score(views, {});
  }

  std::vector<double> without_each(const std::string& text, const std::vector<WordSpan>& words, const TextScore& whole,
                                   std::size_t label) const {
    std::vector<std::string> shorter;
    for (const WordSpan& word : words) shorter.push_back(text_without(text, word));
    std::vector<double> weights;
    for (const TextScore& without : score(shorter))
      weights.push_back(whole.log_odds(label, kind_) - without.log_odds(label, kind_));
    return weights;
  }

  // A word weighs what its tokens do.
  std::vector<double> by_gradients(const std::string& text, const std::vector<WordSpan>& words,
                                   std::size_t label) const {
    TokenizedText tokens;
    folder_->tokenizer->encode(text, tokens);
    const TokenFrame& frame = folder_->tokenizer->frame();
    std::vector<TokenId> ids = frame.before;
    ids.insert(ids.end(), tokens.ids.begin(), tokens.ids.end());
    ids.insert(ids.end(), frame.after.begin(), frame.after.end());
    const std::vector<float> brought = gradients_.attributions(ids, label);
    std::vector<double> weights(words.size());
    for (std::size_t token = 0; token < tokens.ids.size(); ++token)
      for (std::size_t word = 0; word < words.size(); ++word)
        if (tokens.spans[token].begin < words[word].end && words[word].begin < tokens.spans[token].end)
          weights[word] += static_cast<double>(brought[frame.before.size() + token]);
    return weights;
  }

  std::vector<double> at_random(std::size_t count) {
    std::vector<double> weights(count);
    for (double& weight : weights) weight = random_.uniform();
    return weights;
  }

  void take_out(const std::string& text, const std::vector<WordSpan>& words, const std::vector<std::size_t>& order,
                const TextScore& whole, std::size_t label, Falls& falls) const {
    std::vector<std::string> shorter;
    for (std::size_t removed = 1; removed <= kMostRemoved; ++removed) {
      std::vector<std::size_t> out(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(removed));
      std::sort(out.rbegin(), out.rend());  // from behind, so that spans in front stay true
      std::string rest = text;
      for (const std::size_t word : out) rest = text_without(rest, words[word]);
      shorter.push_back(rest);
    }
    const std::vector<TextScore> scores = score(shorter);
    for (std::size_t removed = 0; removed < kMostRemoved; ++removed) {
      falls[removed].probability += whole.values[label] - scores[removed].values[label];
      falls[removed].log_odds += whole.log_odds(label, kind_) - scores[removed].log_odds(label, kind_);
    }
  }

  std::shared_ptr<const ModelFolder> folder_;
  HeadKind kind_;
  TextScorer scorer_;
  IntegratedGradients gradients_;
  Random random_{1};
  std::array<Falls, kRankings.size()> falls_ = {};
  std::size_t texts_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "explanation_bench FOLDER TEXTS [COUNT [PRECISION]]\n";
    return 2;
  }
  DeletionTest test(argv[1], value_or_exit(parse_precision(argc > 4 ? argv[4] : "float32")));
  const std::size_t count = argc > 3 ? static_cast<std::size_t>(std::stoul(argv[3])) : 500;
  std::ifstream file(argv[2]);
  for (std::string text; test.texts() < count && std::getline(file, text);) test.add(text);
  std::cout << test.texts() << " texts\n";
  test.print();
  return 0;
}
