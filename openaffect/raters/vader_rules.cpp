#include "openaffect/raters/vader_rules.h"

#include <array>
#include <map>
#include <set>

namespace openaffect::vader {
namespace {

using Kind = Pair::Kind;

// [first role][second role]: one more than the position in kRolePairs, 0 for none.
constexpr auto kPairAt = [] {
  std::array<std::array<std::uint8_t, std::size_t(Role::count)>, std::size_t(Role::count)> table{};
  for (std::uint8_t i = 0; i < std::size(kRolePairs); ++i)
    table[std::size_t(kRolePairs[i].first)][std::size_t(kRolePairs[i].second)] = static_cast<std::uint8_t>(i + 1);
  return table;
}();

// The rules around one rated token. Order of operations is the original's: sums of floats depend on it.
class Neighbourhood {
 public:
  Neighbourhood(const Tokens& tokens, WatchedToken watched)
      : tokens_(tokens), at_(watched.token), listed_(watched.valence) {}

  double valence() const {
    // Most words have no neighbour that any rule knows. "no" looks ahead.
    if (!(tokens_.bits_before(at_) & kActs) && !some_pair() && role(at_) != Role::no) return emphasised(listed_);
    double valence = emphasised(own_valence());
    for (std::size_t distance = 1; distance <= 3 && distance <= at_; ++distance)
      if (!is_rated(at_ - distance)) valence = after_word_before(distance, valence);
    return is_behind_least() ? valence * kNegation : valence;
  }

 private:
  Role role(std::size_t token) const { return tokens_.role(token); }
  Role role_before(std::size_t distance) const { return role(at_ - distance); }
  bool is_rated(std::size_t token) const { return (tokens_.bits(token) & kRated) != 0; }
  bool is_emphasised(std::size_t token) const { return tokens_.is_upper(token) && tokens_.some_are_upper(); }
  double emphasised(double valence) const {
    return is_emphasised(at_) ? valence + (valence > 0 ? kCapitals : -kCapitals) : valence;
  }
  static bool is_so(Role role) { return role == Role::so || role == Role::this_; }

  // "no" before a rated word has no valence of its own; a word behind "no" is turned.
  double own_valence() const {
    if (is_behind_no()) return listed_ * kNegation;
    if (role(at_) == Role::no && at_ + 1 < tokens_.size() && is_rated(at_ + 1)) return 0;
    return listed_;
  }

  bool is_behind_no() const {
    if (at_ > 0 && role_before(1) == Role::no) return true;
    if (at_ > 1 && role_before(2) == Role::no) return true;
    return at_ > 2 && role_before(3) == Role::no && (role_before(1) == Role::or_ || role_before(1) == Role::nor);
  }

  double after_word_before(std::size_t distance, double valence) const {
    double step = boost(at_ - distance, valence);
    if (distance == 2) step *= kSecondWord;
    if (distance == 3) step *= kThirdWord;
    valence += step;
    valence *= negation(distance);
    return distance == 3 ? after_idioms(valence) : valence;
  }

  double boost(std::size_t token, double valence) const {
    const std::uint8_t bits = tokens_.bits(token);
    if (!(bits & (kBooster | kDampener))) return 0;
    double step = (bits & kBooster) ? kBoost : -kBoost;
    if (valence < 0) step = -step;
    if (is_emphasised(token)) step += valence > 0 ? kCapitals : -kCapitals;
    return step;
  }

  double negation(std::size_t distance) const {
    if (distance == 2) {
      if (role_before(2) == Role::never && is_so(role_before(1))) return kNeverSo;
      if (role_before(2) == Role::without && role_before(1) == Role::doubt) return 1;
    }
    if (distance == 3) {
      // "so" and "this" strengthen here without a "never": the original's `or` binds so.
      if ((role_before(3) == Role::never && is_so(role_before(2))) || is_so(role_before(1))) return kNeverSo;
      if (role_before(3) == Role::without && (role_before(2) == Role::doubt || role_before(1) == Role::doubt)) return 1;
    }
    return tokens_.bits(at_ - distance) & kNegates ? kNegation : 1;
  }

  // Whether after_idioms() may find any.
  bool some_pair() const {
    if (at_ < 3) return false;
    const auto both = [this](std::size_t first) { return tokens_.bits(first) & tokens_.bits(first + 1); };
    return ((both(at_ - 3) | both(at_ - 2) | both(at_ - 1) | both(at_)) & kPairs) != 0;
  }

  // What tokens `first` and `first` + 1 are together, or null.
  const Pair* pair(std::size_t first) const {
    const std::uint8_t at = kPairAt[std::size_t(role(first))][std::size_t(role(first + 1))];
    return at == 0 ? nullptr : &kRolePairs[at - 1];
  }
  const double* idiom_of_two(const Pair* pair) const {
    return pair && pair->kind == Kind::idiom ? &pair->value : nullptr;
  }
  const double* idiom_of_three(const Pair* pair, std::size_t third) const {
    if (!pair || pair->kind != Kind::opening) return nullptr;
    for (const Triple& triple : kRoleTriples)
      if (triple.first == pair->first && triple.second == pair->second && triple.third == role(third))
        return &triple.value;
    return nullptr;
  }

  // at_ >= 3. The first idiom that ends here or before replaces the valence, then one that begins here.
  double after_idioms(double valence) const {
    const std::size_t left = tokens_.size() - at_;
    const Pair* const third = pair(at_ - 3);
    const Pair* const second = pair(at_ - 2);
    const Pair* const first = pair(at_ - 1);
    const Pair* const next = left > 1 ? pair(at_) : nullptr;
    if (!third && !second && !first && !next) return valence;
    for (const double* value : {idiom_of_two(first), idiom_of_three(second, at_), idiom_of_two(second),
                                idiom_of_three(third, at_ - 1), idiom_of_two(third)})
      if (value) {
        valence = *value;
        break;
      }
    if (const double* value = idiom_of_two(next)) valence = *value;
    if (left > 2)
      if (const double* value = idiom_of_three(next, at_ + 2)) valence = *value;
    for (const Pair* each : {third, second})
      if (each && each->kind == Kind::booster) valence += each->value;
    return valence;
  }

  bool is_behind_least() const {
    if (at_ == 0 || role_before(1) != Role::least || is_rated(at_ - 1)) return false;
    return at_ == 1 || (role_before(2) != Role::at && role_before(2) != Role::very);
  }

  const Tokens& tokens_;
  std::size_t at_;
  double listed_;  // in the lexicon
};

bool is_kind_of(const Tokens& tokens, std::size_t at) {
  return tokens.role(at) == Role::kind && at + 1 < tokens.size() && tokens.role(at + 1) == Role::of;
}

double factor(std::uint32_t token, std::uint32_t but) {
  return token < but ? kBeforeBut : token > but ? kBehindBut : 1;
}

// For each word in turn: the first one that has its value now. Quadratic, and the quickest for few.
void weigh_few(std::uint32_t but, std::vector<Sentiment>& sentiments) {
  for (const Sentiment& each : sentiments)
    for (Sentiment& first : sentiments)
      if (first.valence == each.valence) {
        first.valence *= factor(first.token, but);
        break;
      }
}

// The same, with the words of each value kept in order.
void weigh_many(std::uint32_t but, std::vector<Sentiment>& sentiments) {
  std::map<double, std::set<std::size_t>> places;
  for (std::size_t i = 0; i < sentiments.size(); ++i) places[sentiments[i].valence].insert(i);
  for (std::size_t i = 0; i < sentiments.size(); ++i) {
    std::set<std::size_t>& same = places[sentiments[i].valence];
    const std::size_t first = *same.begin();
    same.erase(same.begin());
    sentiments[first].valence *= factor(sentiments[first].token, but);
    places[sentiments[first].valence].insert(first);
  }
}

constexpr std::size_t kFew = 64;

}  // namespace

void rate_tokens(const Tokens& tokens, std::vector<Sentiment>& sentiments) {
  sentiments.clear();
  for (const WatchedToken& watched : tokens.watched()) {
    if (!(tokens.bits(watched.token) & kRated) || is_kind_of(tokens, watched.token)) continue;
    const double valence = Neighbourhood(tokens, watched).valence();
    if (valence != 0) sentiments.push_back({watched.token, valence});
  }
}

void weigh_around_but(std::uint32_t but, std::vector<Sentiment>& sentiments) {
  sentiments.size() <= kFew ? weigh_few(but, sentiments) : weigh_many(but, sentiments);
}

}  // namespace openaffect::vader
