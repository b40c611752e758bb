// CREMA-D: how many raters chose each of six emotions, for every clip heard, seen, and both.
#include <algorithm>
#include <array>
#include <unordered_map>

#include <fmt/format.h>

#include "openaffect/catalog/loaders.h"

namespace openaffect {
namespace {

constexpr std::string_view kVotes = "raters/crema_d/tabulatedVotes.csv";
constexpr std::string_view kActors = "raters/crema_d/VideoDemographics.csv";

// The first columns: an id without a name, the votes, the clip. Simple enough to be split at commas: no cell holds one.
constexpr std::string_view kHeader = R"("","A","D","F","H","N","S","fileName","numResponses",)";
enum Cell : std::size_t { id_cell, first_vote, clip_cell = 7, cells_wanted };

Result<std::vector<std::string_view>> cells_of(const RawLine& line) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at < line.text.size() && cells.size() < cells_wanted;) {
    const std::size_t comma = std::min(line.text.find(',', at), line.text.size());
    std::string_view cell = line.text.substr(at, comma - at);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
    cells.push_back(cell);
    at = comma + 1;
  }
  if (cells.size() < cells_wanted) return line.error("too few cells");
  return cells;
}

// In the order of the file's columns A, D, F, H, N, S.
struct Choice {
  std::string_view label;  // of ekman7
  std::string_view code;   // in a clip's name
};
constexpr std::array<Choice, 6> kChoices = {
    {{"anger", "ANG"}, {"disgust", "DIS"}, {"fear", "FEA"}, {"joy", "HAP"}, {"neutral", "NEU"}, {"sadness", "SAD"}}};
constexpr std::string_view kTasks[] = {"voice", "face", "audio_visual"};  // ids begin with 1, 2, 3
constexpr std::pair<std::string_view, std::string_view> kLevels[] = {{"LO", "low"}, {"MD", "medium"}, {"HI", "high"}};

struct Actor {
  std::int64_t age = 0;
  std::string sex, race, ethnicity;
};

Result<std::unordered_map<std::string, Actor>> read_actors(const RawFiles& files) {
  OA_TRY(rows, files.csv(kActors, {"ActorID", "Age", "Sex", "Race", "Ethnicity"}));
  std::unordered_map<std::string, Actor> actors;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    OA_TRY(age, integer_of(rows[row][1], {kActors, row + 1, ""}));
    actors[rows[row][0]] = {age, rows[row][2], rows[row][3], rows[row][4]};
  }
  return actors;
}

class Reader {
 public:
  explicit Reader(ItemTable& table)
      : table_(table),
        id_(table.text("id")),
        person_(table.text("person", "the actor")),
        task_(table.text("task", "voice, face or audio_visual: what raters heard or saw")),
        emotion_(table.text("emotion", "what the actor was asked to show")),
        level_(table.text("level", "how strongly, where it was asked: low, medium, high")),
        clip_(table.text("clip")) {
    for (const Choice& choice : kChoices) votes_.push_back(table.integer(fmt::format("votes.{}", choice.label)));
    gold_ = table.label("ekman7", "the choice of the most raters; null when several tie");
    age_ = table.integer("age", "of the actor");
    sex_ = table.text("sex"), race_ = table.text("race"), ethnicity_ = table.text("ethnicity");
  }

  Result<Done> read_row(const std::unordered_map<std::string, Actor>& actors, const RawLine& line) {
    OA_TRY(cells, cells_of(line));
    const std::string_view id = cells[id_cell], clip = cells[clip_cell];
    if (id.empty() || id[0] < '1' || id[0] > '3') return line.error("an id that begins with neither 1, 2 nor 3");
    if (clip.size() != 15 || clip[4] != '_' || clip[8] != '_' || clip[12] != '_')
      return line.error("a clip's name of another form than 1001_IEO_ANG_HI");
    const auto actor = actors.find(std::string(clip.substr(0, 4)));
    if (actor == actors.end()) return line.error("an actor of whom nothing is known");
    OA_CHECK(set_votes(cells, line));
    OA_CHECK(set_task(clip, line));
    table_.set(id_, id);
    table_.set(clip_, clip);
    table_.set(person_, clip.substr(0, 4));
    table_.set(task_, kTasks[id[0] - '1']);
    set_actor(actor->second);
    table_.end_row();
    return Done{};
  }

 private:
  Result<Done> set_votes(const std::vector<std::string_view>& cells, const RawLine& line) {
    std::array<std::int64_t, kChoices.size()> votes{};
    for (std::size_t i = 0; i < votes.size(); ++i) {
      OA_TRY(count, integer_of(cells[first_vote + i], line));
      if (count < 0) return line.error("fewer votes than none");
      votes[i] = count;
      table_.set(votes_[i], count);
    }
    const auto most = std::max_element(votes.begin(), votes.end());
    if (std::count(votes.begin(), votes.end(), *most) > 1) return Done{};
    OA_TRY(label,
           label_of(*built_in_scheme("ekman7"), kChoices[static_cast<std::size_t>(most - votes.begin())].label, line));
    table_.set(gold_, label);
    return Done{};
  }

  Result<Done> set_task(std::string_view clip, const RawLine& line) {
    const auto choice = std::find_if(kChoices.begin(), kChoices.end(),
                                     [&](const Choice& each) { return each.code == clip.substr(9, 3); });
    if (choice == kChoices.end()) return line.error("a clip of another emotion");
    table_.set(emotion_, choice->label);
    for (const auto& [code, level] : kLevels)
      if (clip.substr(13) == code) table_.set(level_, level);
    return Done{};
  }

  void set_actor(const Actor& actor) {
    table_.set(age_, actor.age);
    table_.set(sex_, actor.sex);
    table_.set(race_, actor.race);
    table_.set(ethnicity_, actor.ethnicity);
  }

  ItemTable& table_;
  ColumnOf<std::string> id_, person_, task_, emotion_, level_, clip_;
  std::vector<ColumnOf<std::int64_t>> votes_;
  ColumnOf<LabelId> gold_;
  ColumnOf<std::int64_t> age_;
  ColumnOf<std::string> sex_, race_, ethnicity_;
};

}  // namespace

Result<Done> load_crema_d(const RawFiles& files, ItemTable& table) {
  Reader reader(table);
  OA_TRY(actors, read_actors(files));
  OA_TRY(text, files.text(kVotes));
  const std::vector<RawLine> lines = lines_of(text, kVotes);
  if (lines.empty() || !lines[0].text.starts_with(kHeader)) return RawLine{kVotes, 1, ""}.error("another header");
  for (std::size_t row = 1; row < lines.size(); ++row) OA_CHECK(reader.read_row(actors, lines[row]));
  return Done{};
}

}  // namespace openaffect
