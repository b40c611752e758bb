#include "openaffect/learn/train_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "openaffect/core/progress.h"
#include "openaffect/report/result_text.h"

namespace openaffect {
namespace {

std::string sources_text(const TrainingPlan& plan) {
  ResultGrid grid{
      .columns = {{"source"}, {"train", true}, {"development", true}, {"test", true}, {"licence"}, {"split"}}};
  for (const SourceFacts& source : plan.sources)
    grid.rows.push_back({source.name, with_thousands(source.train), with_thousands(source.development),
                         with_thousands(source.test),
                         fmt::format("{} ({})", source.licence.empty() ? "unknown" : source.licence,
                                     licence_class_name(source.licence_class)),
                         source.split_rule});
  std::string text = render_grid(grid, ResultFormat::table);
  for (const SourceFacts& source : plan.sources)
    if (source.without_text > 0)
      text += fmt::format("{}: {} rows without a text were passed over\n", source.name,
                          with_thousands(source.without_text));
  return text;
}

std::string leaks_text(const TrainingPlan& plan, std::size_t most) {
  std::string text;
  for (const LeakCount& leak : plan.leaks)
    if (leak.removed > 0)
      text += fmt::format("leak: {} texts of {} stand in the {} part of {} too: not learned from\n",
                          with_thousands(leak.removed), leak.source, leak.part, leak.of);
  for (std::size_t i = 0; i < std::min(most, plan.near_duplicates.size()); ++i) {
    const NearDuplicate& near = plan.near_duplicates[i];
    text += fmt::format("leak: {}: row {} (train) is nearly row {} ({}), similarity {:.2f}: not learned from\n",
                        near.source, near.train_row, near.other_row, near.other_part, near.similarity);
  }
  if (plan.near_duplicates.size() > most)
    text += fmt::format("leak: … and {} more near-duplicates; plan.txt names all\n",
                        with_thousands(plan.near_duplicates.size() - most));
  return text;
}

std::string classes_text(const TrainingPlan& plan) {
  if (plan.classes.empty()) return "";
  ResultGrid grid{.columns = {{"head"}, {"label"}, {"train", true}, {"development", true}, {"test", true}, {"source"}}};
  for (const ClassCount& each : plan.classes)
    grid.rows.push_back({each.head, each.label, with_thousands(each.train), with_thousands(each.development),
                         with_thousands(each.test), each.source});
  return "\n" + render_grid(grid, ResultFormat::table);
}

}  // namespace

std::string plan_text(const TrainingPlan& plan, std::size_t most_near_duplicates) {
  std::string text = sources_text(plan) + leaks_text(plan, most_near_duplicates) + classes_text(plan);
  for (const std::string& note : plan.notes) text += fmt::format("note: {}\n", note);
  return text;
}

std::string describe_fit(const FitProgress& progress, double epochs) {
  return fmt::format("epoch {:.2f} of {:g} · loss {:.4f} · {} tokens/s · {} left", progress.epoch, epochs,
                     progress.loss,
                     with_thousands(static_cast<std::uint64_t>(std::max(0.0, progress.tokens_per_second))),
                     describe_duration(progress.seconds_left));
}

}  // namespace openaffect
