#include "openaffect/learn/card.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "openaffect/core/progress.h"
#include "openaffect/learn/card_text.h"

namespace openaffect {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string count(std::uint64_t number) {
  return with_thousands(number);
}

std::string interval_text(const std::optional<ResultInterval>& interval) {
  if (!interval) return "–";
  return fmt::format("{} to {}", card_number(interval->low), card_number(interval->high));
}

std::string base_model(const CardFacts& facts) {
  return facts.recipe.base == "minilm" ? "sentence-transformers/all-MiniLM-L6-v2" : "";
}

std::string front_matter(const CardFacts& facts) {
  std::string text = "---\n";
  text += fmt::format("license: {}\n", front_licence(facts.model.licence, facts.base.licence));
  text += "language:\n";
  for (const std::string& language : facts.model.languages) text += fmt::format("- {}\n", yaml_text(language));
  text += "library_name: openaffect\npipeline_tag: text-classification\ntags:\n- emotion\n- affect\n- openaffect\n";
  if (const std::string base = base_model(facts); !base.empty()) text += fmt::format("base_model: {}\n", base);
  std::string sets;  // of the catalogue, each once: others have no name that anybody knows
  for (const RecipeSource& source : facts.recipe.sources)
    if (const std::string line = fmt::format("- {}\n", yaml_text(source.set));
        !source.set.empty() && sets.find(line) == std::string::npos)
      sets += line;
  if (!sets.empty()) text += "datasets:\n" + sets;
  return text + "---\n\n";
}

std::string what_it_is(const CardFacts& facts) {
  std::string text = fmt::format("# {} {}\n\n", card_text(facts.model.name), card_text(facts.model.version));
  if (!facts.model.summary.empty()) text += card_text(facts.model.summary) + "\n\n";
  text += fmt::format(
      "An encoder ({}) with {} head{}, trained with OpenAffect. Licence class: **{}** ({}), the strictest of base, "
      "data and teachers.\n\n",
      facts.base_architecture, facts.model.heads.size(), facts.model.heads.size() == 1 ? "" : "s",
      licence_class_name(facts.model.licence), card_text(facts.model.licence_text));
  Rows rows;
  for (const TrainedHead& head : facts.model.heads) {
    std::vector<std::string> names;
    for (const std::string& name : head.names) names.push_back(card_text(name));
    rows.push_back({card_text(head.id), std::string(head_kind_name(head.kind)), card_text(head.scheme),
                    fmt::format("{}", fmt::join(names, ", "))});
  }
  text += card_table({"head", "kind", "scheme", "says"}, rows);
  return text + fmt::format("```\nopenaffect read \"your text\" --raters {}=model:FOLDER\n```\n\n", facts.model.name);
}

std::string use_and_limits(const CardFacts& facts) {
  std::string text =
      "## For what, and for what not\n\n"
      "For rating texts of the kind it learned from: research, statistics over many texts, help for people who sort "
      "them.\n\n"
      "- A reading is an opinion about a text, not knowledge of a person: it says how people who labelled such texts "
      "would "
      "probably have labelled this one. It does not know what anybody feels. Do not decide about a person on it.\n"
      "- It repeats what is one-sided in its data: who wrote the texts, who labelled them, and in which culture.\n"
      "- Irony, quotation, jargon and kinds of text that are not in its data mislead it. The figures below hold for "
      "texts like "
      "those they were measured on.\n";
  text += facts.model.languages.empty()
              ? ""
              : fmt::format("- It learned from texts in {}; on other languages its numbers mean nothing.\n",
                            fmt::join(facts.model.languages, ", "));
  text += fmt::format("- Texts of more than {} tokens are read in windows; it learned from the first {} of each.\n",
                      facts.model.longest_text, facts.model.longest_text);
  if (facts.model.licence != LicenceClass::open)
    text += facts.model.licence == LicenceClass::nc
                ? "- Not for commercial use: so its data or its base demand.\n"
                : "- Its data or its base stand under terms of their own: read them before use.\n";
  return text + "\n";
}

std::string short_hash(const std::string& sha256) {
  return sha256.empty() ? "–" : fmt::format("`{}`", sha256);
}

std::string data_text(const CardFacts& facts) {
  Rows rows;
  for (const SourceFacts& source : facts.plan.sources)
    rows.push_back({card_text(source.name), source.licence.empty() ? "unknown" : card_text(source.licence),
                    std::string(licence_class_name(source.licence_class)), count(source.train),
                    count(source.development), count(source.test), card_text(source.split_rule),
                    short_hash(source.sha256)});
  std::string text = "## Data\n\n" + card_table({"source", "licence", "class", "train", "development", "test",
                                                 "how it was split", "SHA-256 of what was read"},
                                                rows);
  rows.clear();
  for (const LeakCount& leak : facts.plan.leaks)
    if (leak.removed > 0)
      rows.push_back({card_text(leak.source), count(leak.removed), card_text(leak.of), card_text(leak.part)});
  if (rows.empty()) {
    text += "No text of a training part stands in a development or test part.\n\n";
  } else {
    text += "Taken out of the training parts, because they stand in a development or test part:\n\n";
    text += card_table({"source", "texts", "stand in", "part"}, rows);
  }
  if (!facts.plan.near_duplicates.empty())
    text += fmt::format("{} more were taken out because they are nearly the same as a text of another part.\n\n",
                        count(facts.plan.near_duplicates.size()));
  rows.clear();
  for (const ClassCount& each : facts.plan.classes)
    rows.push_back({card_text(each.source), card_text(each.head), card_text(each.label), count(each.train),
                    count(each.development), count(each.test)});
  if (!rows.empty())
    text += "<details><summary>How many texts have each label</summary>\n\n" +
            card_table({"source", "head", "label", "train", "development", "test"}, rows) + "</details>\n\n";
  text += fmt::format("Base: {}{}, SHA-256 `{}`. {}\n\n",
                      facts.base.title.empty() ? card_text(facts.recipe.base) : facts.base.title,
                      facts.base.licence.empty() ? "" : ", " + facts.base.licence, facts.base_sha256, facts.base.note);
  for (const TeacherFacts& teacher : facts.plan.teachers)
    text += fmt::format(
        "Teacher: {} {}, class {}, SHA-256 of its folder `{}`: of a target that people gave, {} is what it says; where "
        "nobody said anything, all.\n\n",
        card_text(teacher.name), card_text(teacher.version), licence_class_name(teacher.licence_class), teacher.sha256,
        facts.recipe.teacher_share);
  for (const std::string& note : facts.plan.notes) text += "- " + card_text(note) + "\n";
  for (const std::string& note : facts.recipe.notes) text += "- " + card_text(note) + "\n";
  return text + "\n";
}

std::string scores_text(const CardFacts& facts) {
  Rows all, groups, labels;
  for (const HeadScores& scores : facts.scores)
    for (const ResultRow& row : scores.rows) {
      std::vector<std::string> cells = {card_text(scores.source), scores.part, card_text(row.label)};
      if (!row.part.empty()) cells.push_back(card_text(row.part));
      for (std::string& cell : std::vector<std::string>{row.metric, card_number(row.value), interval_text(row.interval),
                                                        count(row.n_items)})
        cells.push_back(std::move(cell));
      (row.part.empty() ? all : groups).push_back(cells);
      if (!row.part.empty() || scores.part != "test") continue;
      for (const ResultPart& part : row.per_label)
        labels.push_back({card_text(scores.source), card_text(row.label), card_text(part.name), card_number(part.value),
                          interval_text(part.interval), part.n ? count(*part.n) : "–"});
    }
  std::string text =
      "## What it is worth\n\nMeasured with the finished files, as a user rates; 95 % bootstrap intervals. Temperature "
      "and "
      "thresholds come from the development part, so its own figures are a little too good.\n\n";
  text += all.empty() ? "Nothing was held out: there are no figures.\n\n"
                      : card_table({"source", "part", "head", "metric", "value", "95 % interval", "texts"}, all);
  if (!labels.empty())
    text += "<details><summary>F1 of each label, test part</summary>\n\n" +
            card_table({"source", "head", "label", "F1", "95 % interval", "texts that have it"}, labels) +
            "</details>\n\n";
  if (!groups.empty())
    text += "By group, where one has enough texts:\n\n" +
            card_table({"source", "part", "head", "group", "metric", "value", "95 % interval", "texts"}, groups);
  return text;
}

std::string storage_text(const CardFacts& facts) {
  Rows rows;
  for (std::size_t i = 0; i < std::min(facts.scores.size(), facts.exact.size()); ++i)
    for (std::size_t r = 0; r < std::min(facts.scores[i].rows.size(), facts.exact[i].rows.size()); ++r) {
      const ResultRow &stored = facts.scores[i].rows[r], &exact = facts.exact[i].rows[r];
      if (facts.scores[i].part != "test" || !stored.part.empty()) continue;
      rows.push_back({card_text(facts.scores[i].source), card_text(stored.label), stored.metric,
                      card_number(exact.value, 4), card_number(stored.value, 4),
                      card_number(stored.value - exact.value, 4)});
    }
  if (rows.empty()) return "";
  return "The weights are kept in int8. What that costs, test part:\n\n" +
         card_table({"source", "head", "metric", "as trained", "in int8", "difference"}, rows);
}

std::string calibration_text(const CardFacts& facts) {
  Rows temperatures, errors, thresholds;
  for (std::size_t i = 0; i < facts.calibration.size(); ++i) {
    const HeadCalibration& head = facts.calibration[i];
    if (facts.model.heads[i].kind == HeadKind::regression) continue;
    temperatures.push_back({card_text(head.head), card_number(head.temperature, 4), count(head.texts),
                            card_number(head.ece_before, 4), card_number(head.ece_after, 4)});
    for (std::size_t k = 0; k < head.thresholds.size(); ++k)
      thresholds.push_back(
          {card_text(head.head), card_text(facts.model.heads[i].names[k]), card_number(head.thresholds[k], 5)});
  }
  if (temperatures.empty()) return "";
  for (const HeadScores& scores : facts.scores)
    if (scores.part != "development" && std::isfinite(scores.ece_after))
      errors.push_back({card_text(scores.source), scores.part, card_text(scores.head),
                        card_number(scores.ece_before, 4), card_number(scores.ece_after, 4)});
  std::string text =
      "## Calibration\n\nOne temperature a head, fitted on the development part. ECE: 15 bins of equal width; the most "
      "probable label of one-label heads, all labels' probabilities together of the others.\n\n";
  text += card_table({"head", "temperature", "texts", "ECE before", "ECE after"}, temperatures);
  if (!errors.empty()) text += card_table({"source", "part", "head", "ECE before", "ECE after"}, errors);
  if (!thresholds.empty())
    text += "A label of several is said from this probability on:\n\n" +
            card_table({"head", "label", "threshold"}, thresholds);
  return text;
}

std::string runs_text(const CardFacts& facts) {
  Rows rows;
  for (const RunRecord& run : facts.runs) {
    std::vector<std::string> settings, scores;
    for (const auto& [name, value] : run.settings) settings.push_back(card_text(name + " " + value));
    for (const auto& [head, score] : run.development) scores.push_back(card_text(head) + " " + card_number(score));
    rows.push_back({card_text(run.folder), card_text(run.finished), fmt::format("{}", fmt::join(settings, ", ")),
                    card_number(run.score), fmt::format("{}", fmt::join(scores, ", "))});
  }
  return "## Every run that was tried\n\nFinished runs of this name whose models were written beside this one, judged "
         "on the "
         "development parts, which chose among them; this model is the last line.\n\n" +
         card_table({"folder", "finished", "settings that are not the defaults", "mean score", "heads"}, rows);
}

std::string how_it_was_made(const CardFacts& facts) {
  std::string command = facts.command;
  std::ranges::replace(command, '`', '\'');  // or it would end its block
  std::string text = fmt::format(
      "## How it was made\n\n```\n{}\n```\n\nFinished {} after {}; the weights are those after {:.4g} epochs (mean "
      "score "
      "{} on the development parts). Seed {}, products in {} on {}.\n\n",
      command, facts.finished, describe_duration(facts.seconds), facts.best_epoch, card_number(facts.score),
      facts.recipe.fit.seed, facts.precision, facts.device);
  Rows rows;
  for (const auto& [name, version] : facts.versions) rows.push_back({name, card_text(version)});
  text += card_table({"with", "version"}, rows);
  return text + "<details><summary>The recipe</summary>\n\n```json\n" + recipe_json(facts.recipe) +
         "\n```\n\n</details>\n";
}

}  // namespace

std::string front_licence(LicenceClass licence, const std::string& base_licence) {
  if (licence == LicenceClass::nc) return "cc-by-nc-4.0";
  if (licence == LicenceClass::open && base_licence.starts_with("Apache-2.0")) return "apache-2.0";
  return "other";
}

std::string model_card(const CardFacts& facts) {
  return front_matter(facts) + what_it_is(facts) + use_and_limits(facts) + data_text(facts) + scores_text(facts) +
         storage_text(facts) + calibration_text(facts) + runs_text(facts) + how_it_was_made(facts);
}

}  // namespace openaffect
