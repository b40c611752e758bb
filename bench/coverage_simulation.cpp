// How often bootstrap intervals hold the true value: draws data sets from populations whose figures are known exactly.
//   coverage_simulation [DATA_SETS [RESAMPLES]]     2,000 and 1,000 unless told
// Prints a table in Markdown: what part of the 95 % intervals holds the truth, by three methods, how many lie wholly
// below and above it, and how wide they are. Basic is the percentile interval mirrored at the estimate, for comparison
// only. Two minutes on one core; docs/uncertainty.md keeps its figures.
//
// Each population draws an item, scored by formulas over counts that are written here in plain form:
//   accuracy, macro-F1   gold by shares, predicted gold with a chance of its own a label, else by shares
//   CCC                  gold and predicted normal, correlated .6, means .2 apart, spreads 1 and .8
//   speakers             each with a chance of being right of its own, between .4 and .8
//   alpha                three raters, each right about the hidden label with a chance of .7, else any label
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "bench/macro_f1.h"
#include "openaffect/core/random.h"
#include "openaffect/statistics/bootstrap.h"
#include "openaffect/statistics/normal.h"

namespace {

using namespace openaffect;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

struct DataSet {
  Sample sample;
  Statistic statistic;
};

struct Population {
  std::string name;
  double truth = 0;
  std::function<DataSet(Random&)> draw;
};

// Numbers keys as they come.
template <class Key>
struct Kinds {
  std::map<Key, std::uint32_t> numbers = {};
  std::vector<Key> keys = {};
  Sample sample = {};

  void add(const Key& key) {
    const auto [place, is_new] = numbers.try_emplace(key, static_cast<std::uint32_t>(keys.size()));
    if (is_new) keys.push_back(key);
    sample.kind_of_item.push_back(place->second);
    sample.kinds = keys.size();
  }
};

std::size_t draw_from(std::span<const double> shares, Random& random) {
  double left = random.uniform();
  for (std::size_t i = 0; i + 1 < shares.size(); ++i)
    if ((left -= shares[i]) < 0) return i;
  return shares.size() - 1;
}

// Gold and predicted labels: chance[g × labels + p].
struct Confusion {
  std::vector<double> chance;
  std::size_t labels = 0;
};

// `right[g]`: the chance that gold g is predicted; what is left goes to all labels by their shares.
Confusion confusion_of(const std::vector<double>& shares, const std::vector<double>& right) {
  Confusion confusion = {std::vector<double>(shares.size() * shares.size()), shares.size()};
  for (std::size_t g = 0; g < shares.size(); ++g)
    for (std::size_t p = 0; p < shares.size(); ++p)
      confusion.chance[g * shares.size() + p] = shares[g] * ((g == p ? right[g] : 0) + (1 - right[g]) * shares[p]);
  return confusion;
}

double true_accuracy(const Confusion& confusion) {
  double sum = 0;
  for (std::size_t label = 0; label < confusion.labels; ++label)
    sum += confusion.chance[label * (confusion.labels + 1)];
  return sum;
}

double true_macro_f1(const Confusion& confusion) {
  const std::size_t labels = confusion.labels;
  double sum = 0;
  for (std::size_t label = 0; label < labels; ++label) {
    double both = 0;
    for (std::size_t other = 0; other < labels; ++other)
      both += confusion.chance[label * labels + other] + confusion.chance[other * labels + label];
    sum += 2 * confusion.chance[label * (labels + 1)] / both;
  }
  return sum / static_cast<double>(labels);
}

double accuracy(std::span<const bench::LabelPair> kinds, std::span<const std::uint32_t> counts) {
  double right = 0, all = 0;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    all += counts[kind];
    if (kinds[kind].gold == kinds[kind].predicted) right += counts[kind];
  }
  return right / all;
}

using LabelStatistic = double (*)(std::span<const bench::LabelPair>, std::span<const std::uint32_t>);

Population labels_population(std::string name, const Confusion& confusion, std::size_t items, LabelStatistic statistic,
                             double truth) {
  const auto draw = [=](Random& random) {
    Kinds<std::uint32_t> kinds;
    for (std::size_t item = 0; item < items; ++item)
      kinds.add(static_cast<std::uint32_t>(draw_from(confusion.chance, random)));
    std::vector<bench::LabelPair> pairs;
    for (const std::uint32_t key : kinds.keys)
      pairs.push_back(
          {static_cast<std::uint8_t>(key / confusion.labels), static_cast<std::uint8_t>(key % confusion.labels)});
    return DataSet{kinds.sample, [=](std::span<const std::uint32_t> counts, std::span<double> values) {
                     values[0] = statistic(pairs, counts);
                   }};
  };
  return {std::move(name), truth, draw};
}

struct NumberPair {
  double gold = 0, predicted = 0;
};

// Lin 1989 (Biometrics 45, eq. 1), moments with n in the denominator.
double ccc(std::span<const NumberPair> kinds, std::span<const std::uint32_t> counts) {
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    const double count = counts[kind];
    const auto [gold, predicted] = kinds[kind];
    n += count, x += count * gold, y += count * predicted;
    xx += count * gold * gold, yy += count * predicted * predicted, xy += count * gold * predicted;
  }
  const double distance = (x - y) / n;
  return 2 * (xy - x * y / n) / n / ((xx - x * x / n) / n + (yy - y * y / n) / n + distance * distance);
}

Population numbers_population(std::string name, std::size_t items, double correlation, bool skewed) {
  constexpr double kShift = .2, kSpread = .8;
  const auto draw = [=](Random& random) {
    std::vector<NumberPair> pairs;
    Sample sample;
    for (std::size_t item = 0; item < items; ++item) {
      // Normal, or exponential less 1: mean 0 and variance 1 both.
      const auto one = [&] {
        const double u = random.uniform() + 0x1.0p-54;
        return skewed ? -std::log(u) - 1 : normal_quantile(u);
      };
      const double shared = one(), own = one();
      const double other = correlation * shared + std::sqrt(1 - correlation * correlation) * own;
      pairs.push_back({shared, kShift + kSpread * other});
      sample.kind_of_item.push_back(static_cast<std::uint32_t>(item));
    }
    sample.kinds = items;
    return DataSet{sample, [=](std::span<const std::uint32_t> counts, std::span<double> values) {
                     values[0] = ccc(pairs, counts);
                   }};
  };
  return {std::move(name), 2 * correlation * kSpread / (1 + kSpread * kSpread + kShift * kShift), draw};
}

constexpr std::size_t kRaters = 3, kGrades = 5;
using Ratings = std::array<std::uint8_t, kRaters>;

double distance(std::size_t a, std::size_t b, bool nominal) {
  const double d = static_cast<double>(a) - static_cast<double>(b);
  return nominal ? (a == b ? 0 : 1) : d * d;
}

// Krippendorff 2011 without missing ratings: 1 - observed / expected distance, expected among pairs of all ratings.
double alpha(std::span<const Ratings> kinds, std::span<const std::uint32_t> counts, bool nominal) {
  std::array<double, kGrades> of_value = {};
  double observed = 0, expected = 0, ratings = 0;
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    if (counts[kind] == 0) continue;
    double within = 0;
    for (std::size_t i = 0; i < kRaters; ++i) {
      of_value[kinds[kind][i]] += counts[kind];
      for (std::size_t j = 0; j < kRaters; ++j) within += distance(kinds[kind][i], kinds[kind][j], nominal);
    }
    observed += counts[kind] * within / (kRaters - 1);
    ratings += counts[kind] * static_cast<double>(kRaters);
  }
  for (std::size_t a = 0; a < kGrades; ++a)
    for (std::size_t b = 0; b < kGrades; ++b) expected += of_value[a] * of_value[b] * distance(a, b, nominal);
  return expected == 0 ? kNan : 1 - (ratings - 1) * observed / expected;
}

// A rater gives the hidden grade h with a chance of `right`, else any grade by the shares.
Population ratings_population(std::string name, const std::vector<double>& shares, std::size_t items, double right,
                              bool nominal) {
  const auto chance = [=](std::size_t hidden, std::size_t given) {
    return (hidden == given ? right : 0) + (1 - right) * shares[given];
  };
  double observed = 0, expected = 0;
  for (std::size_t a = 0; a < kGrades; ++a)
    for (std::size_t b = 0; b < kGrades; ++b) {
      expected += shares[a] * shares[b] * distance(a, b, nominal);
      for (std::size_t h = 0; h < kGrades; ++h)
        observed += shares[h] * chance(h, a) * chance(h, b) * distance(a, b, nominal);
    }
  const auto draw = [=](Random& random) {
    Kinds<Ratings> kinds;
    for (std::size_t item = 0; item < items; ++item) {
      const std::size_t hidden = draw_from(shares, random);
      Ratings ratings = {};
      for (std::uint8_t& rating : ratings)
        rating = static_cast<std::uint8_t>(random.uniform() < right ? hidden : draw_from(shares, random));
      kinds.add(ratings);
    }
    return DataSet{kinds.sample,
                   [=, keys = kinds.keys](std::span<const std::uint32_t> counts, std::span<double> values) {
                     values[0] = alpha(keys, counts, nominal);
                   }};
  };
  return {std::move(name), 1 - observed / expected, draw};
}

// Right or wrong, each speaker's chance of being right between .4 and .8.
Population speakers_population(std::string name, std::size_t speakers, std::size_t items_each, bool draw_items) {
  const auto draw = [=](Random& random) {
    Sample sample = {.kind_of_item = {}, .kinds = 2};
    for (std::uint32_t speaker = 0; speaker < speakers; ++speaker) {
      const double chance = .4 + .4 * random.uniform();
      for (std::size_t item = 0; item < items_each; ++item) {
        sample.kind_of_item.push_back(random.uniform() < chance ? 1 : 0);
        if (!draw_items) sample.cluster_of_item.push_back(speaker);
      }
    }
    sample.clusters = draw_items ? 0 : speakers;
    return DataSet{sample, [](std::span<const std::uint32_t> counts, std::span<double> values) {
                     values[0] = counts[1] / static_cast<double>(counts[0] + counts[1]);
                   }};
  };
  return {std::move(name), .6, draw};
}

std::vector<Population> populations() {
  constexpr std::size_t kItems = 300;
  const std::vector<double> seven = {.3, .2, .15, .12, .1, .08, .05}, grades = {.1, .2, .4, .2, .1};
  const Confusion confusion = confusion_of(seven, {.7, .6, .6, .5, .5, .4, .5});
  std::vector<double> many(28);
  double sum = 0;
  for (std::size_t label = 0; label < many.size(); ++label)
    sum += many[label] = std::pow(static_cast<double>(label) + 1, -1.1);
  for (double& share : many) share /= sum;
  const Confusion wide = confusion_of(many, std::vector<double>(28, .55));
  return {
      labels_population("accuracy, 7 labels", confusion, kItems, accuracy, true_accuracy(confusion)),
      labels_population("macro-F1, 7 labels", confusion, kItems, bench::macro_f1, true_macro_f1(confusion)),
      numbers_population("CCC, normal", kItems, .6, false),
      ratings_population("alpha, nominal, 5 labels", grades, kItems, .7, true),
      ratings_population("alpha, interval, 5 grades", grades, kItems, .7, false),
      numbers_population("CCC, exponential (skewed)", kItems, .6, true),
      labels_population("accuracy of .9, 50 items", confusion_of({.5, .5}, {.8, .8}), 50, accuracy, .9),
      speakers_population("accuracy, 30 speakers of 10 items, drawn by speaker", 30, 10, false),
      speakers_population("the same, drawn by item", 30, 10, true),
      speakers_population("accuracy, 10 speakers of 30 items, drawn by speaker", 10, 30, false),
      labels_population("macro-F1, 28 labels", wide, kItems, bench::macro_f1, true_macro_f1(wide)),
      labels_population("macro-F1, 28 labels, 5,427 items", wide, 5427, bench::macro_f1, true_macro_f1(wide)),
  };
}

struct Tally {
  int held = 0, below = 0, above = 0;
  double width = 0;
  void add(const BootstrapValue& value, double truth) {
    below += value.high < truth ? 1 : 0;
    above += value.low > truth ? 1 : 0;
    held += value.low <= truth && truth <= value.high ? 1 : 0;
    width += value.high - value.low;
  }
  void print(int data_sets) const {
    const double all = data_sets / 100.0;
    std::printf(" %.1f | %.1f / %.1f | %.4f |", held / all, below / all, above / all, width / data_sets);
  }
};

void simulate(const Population& population, int data_sets, std::size_t resamples) {
  Tally percentile, bca, basic;
  double mean = 0;
  for (int number = 0; number < data_sets; ++number) {
    Random random(2026, static_cast<std::uint64_t>(number) + 1);
    const DataSet data = population.draw(random);
    const auto interval = [&](IntervalMethod method) {
      const BootstrapOptions options = {
          .resamples = resamples, .seed = static_cast<std::uint64_t>(number), .method = method};
      return bootstrap(
                 data.sample, 1, [&] { return data.statistic; }, options)
          .front();
    };
    bca.add(interval(IntervalMethod::bca), population.truth);
    BootstrapValue value = interval(IntervalMethod::percentile);
    percentile.add(value, population.truth);
    mean += value.estimate / data_sets;
    value = {.low = 2 * value.estimate - value.high, .high = 2 * value.estimate - value.low};
    basic.add(value, population.truth);
  }
  std::printf("| %s | %.4f | %+.4f |", population.name.c_str(), population.truth, mean - population.truth);
  for (const Tally& tally : {percentile, bca, basic}) tally.print(data_sets);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const int data_sets = argc > 1 ? std::atoi(argv[1]) : 2000;
  const int resamples = argc > 2 ? std::atoi(argv[2]) : 1000;
  if (data_sets < 1 || resamples < 2) return 2;
  std::printf(
      "| figure, 300 items unless said | truth | bias | percentile holds it, %% | below / above, %% | width "
      "| BCa | below / above | width | basic | below / above | width |\n"
      "|---|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (const Population& population : populations())
    simulate(population, data_sets, static_cast<std::size_t>(resamples));
}
