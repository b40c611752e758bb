// The words that VADER's rules know by name. Constant tables of the published algorithm, from vaderSentiment 3.3.2
// (vaderSentiment.py: NEGATE, BOOSTER_DICT, SPECIAL_CASES and the words in its checks; MIT licence, C.J. Hutto).
#pragma once

#include <cstdint>
#include <string_view>

namespace openaffect::vader {

inline constexpr double kBoost = 0.293;      // of a booster; a dampener has -kBoost
inline constexpr double kCapitals = 0.733;   // of a word in capitals among others that are not
inline constexpr double kNegation = -0.74;   // factor
inline constexpr double kNeverSo = 1.25;     // factor of "never so", "never this"
inline constexpr double kSecondWord = 0.95;  // a booster two words before
inline constexpr double kThirdWord = 0.9;    // and three
inline constexpr double kBeforeBut = 0.5;    // factors
inline constexpr double kBehindBut = 1.5;
inline constexpr double kNormalisation = 15;  // "alpha"

inline constexpr std::string_view kNegations[] = {
    "aint",    "arent",    "cannot",  "cant",    "couldnt", "darent",   "didnt",   "doesnt",    "ain't",    "aren't",
    "can't",   "couldn't", "daren't", "didn't",  "doesn't", "dont",     "hadnt",   "hasnt",     "havent",   "isnt",
    "mightnt", "mustnt",   "neither", "don't",   "hadn't",  "hasn't",   "haven't", "isn't",     "mightn't", "mustn't",
    "neednt",  "needn't",  "never",   "none",    "nope",    "nor",      "not",     "nothing",   "nowhere",  "oughtnt",
    "shant",   "shouldnt", "uhuh",    "wasnt",   "werent",  "oughtn't", "shan't",  "shouldn't", "uh-uh",    "wasn't",
    "weren't", "without",  "wont",    "wouldnt", "won't",   "wouldn't", "rarely",  "seldom",    "despite"};

inline constexpr std::string_view kBoosters[] = {
    "absolutely",    "amazingly",  "awfully",   "completely", "considerable", "considerably", "decidedly",
    "deeply",        "effing",     "enormous",  "enormously", "entirely",     "especially",   "exceptional",
    "exceptionally", "extreme",    "extremely", "fabulously", "flipping",     "flippin",      "frackin",
    "fracking",      "fricking",   "frickin",   "frigging",   "friggin",      "fully",        "fuckin",
    "fucking",       "fuggin",     "fugging",   "greatly",    "hella",        "highly",       "hugely",
    "incredible",    "incredibly", "intensely", "major",      "majorly",      "more",         "most",
    "particularly",  "purely",     "quite",     "really",     "remarkably",   "so",           "substantially",
    "thoroughly",    "total",      "totally",   "tremendous", "tremendously", "uber",         "unbelievably",
    "unusually",     "utter",      "utterly",   "very"};

// Single words; "just enough", "kind of" and "sort of" are kRolePairs.
inline constexpr std::string_view kDampeners[] = {
    "almost",   "barely",   "hardly",     "kinda",      "kindof",       "kind-of", "less",
    "little",   "marginal", "marginally", "occasional", "occasionally", "partly",  "scarce",
    "scarcely", "slight",   "slightly",   "somewhat",   "sorta",        "sortof",  "sort-of"};

// What a word is to the rules, beyond negating or boosting.
enum class Role : std::uint8_t {
  none,
  ass,
  at,
  bad,
  beating,
  bomb,
  bus,
  but,
  death,
  die,
  doubt,
  enough,
  for_,
  heart,
  just,
  kind,
  kiss,
  least,
  never,
  no,
  nor,
  of,
  or_,
  right,
  shit,
  so,
  sort,
  stop,
  the,
  this_,
  to,
  very,
  without,
  yeah,
  count,
};

inline constexpr std::string_view kRoleWords[] = {
    "",     "ass",   "at",   "bad",  "beating", "bomb",  "bus",   "but",  "death",   "die", "doubt", "enough",
    "for",  "heart", "just", "kind", "kiss",    "least", "never", "no",   "nor",     "of",  "or",    "right",
    "shit", "so",    "sort", "stop", "the",     "this",  "to",    "very", "without", "yeah"};

// Those that change the valence of a word behind them by themselves.
inline constexpr Role kActors[] = {Role::no,      Role::so,    Role::this_, Role::never,
                                   Role::without, Role::doubt, Role::least};

// Idioms replace the valence; two-word boosters add to it; an opening needs a third word.
struct Pair {
  Role first, second;
  enum class Kind : std::uint8_t { none, idiom, booster, opening } kind;
  double value;
};

inline constexpr Pair kRolePairs[] = {{Role::the, Role::shit, Pair::Kind::idiom, 3},
                                      {Role::the, Role::bomb, Pair::Kind::idiom, 3},
                                      {Role::bad, Role::ass, Pair::Kind::idiom, 1.5},
                                      {Role::bus, Role::stop, Pair::Kind::idiom, 0},
                                      {Role::yeah, Role::right, Pair::Kind::idiom, -2},
                                      {Role::beating, Role::heart, Pair::Kind::idiom, 3.5},
                                      {Role::just, Role::enough, Pair::Kind::booster, -kBoost},
                                      {Role::kind, Role::of, Pair::Kind::booster, -kBoost},
                                      {Role::sort, Role::of, Pair::Kind::booster, -kBoost},
                                      {Role::kiss, Role::of, Pair::Kind::opening, 0},
                                      {Role::to, Role::die, Pair::Kind::opening, 0}};

struct Triple {
  Role first, second, third;
  double value;
};

inline constexpr Triple kRoleTriples[] = {{Role::kiss, Role::of, Role::death, -1.5},
                                          {Role::to, Role::die, Role::for_, 3}};

}  // namespace openaffect::vader
