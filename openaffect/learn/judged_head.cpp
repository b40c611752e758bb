#include "openaffect/learn/judged_head.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace openaffect {
namespace {

const HeadOutputs* outputs_for(std::span<const HeadOutputs> all, const std::string& source, const std::string& head) {
  const auto found = std::ranges::find_if(
      all, [&](const HeadOutputs& outputs) { return outputs.source == source && outputs.head == head; });
  return found == all.end() ? nullptr : &*found;
}

void append_part(const TrainingPart& part, const TargetMatrix& targets, const HeadOutputs& said, JudgedHead& to) {
  if (said.columns != to.outputs || said.values.size() != part.texts() * to.outputs ||
      targets.values.size() != part.texts() * targets.columns)
    throw ContractError(fmt::format("judged_heads: {} has {} outputs of {} for {} texts and {} targets", to.head,
                                    said.values.size(), said.columns, part.texts(), targets.values.size()));
  to.columns = targets.columns;
  for (std::size_t text = 0; text < part.texts(); ++text) {
    const auto target = std::span(targets.values).subspan(text * targets.columns, targets.columns);
    if (std::ranges::all_of(target, [](float value) { return std::isnan(value); })) continue;
    const auto logits = std::span(said.values).subspan(text * to.outputs, to.outputs);
    to.targets.insert(to.targets.end(), target.begin(), target.end());
    to.logits.insert(to.logits.end(), logits.begin(), logits.end());
  }
}

}  // namespace

std::vector<JudgedHead> judged_heads(const TrainingData& data, std::span<const HeadOutputs> development) {
  std::vector<JudgedHead> judged;
  for (const HeadPlan& plan : data.heads) {
    JudgedHead head{.head = plan.id, .kind = plan.kind, .outputs = plan.outputs};
    for (const TrainingSource& source : data.sources)
      for (const TargetMatrix& targets : source.development.targets)
        if (targets.head == plan.id)
          if (const HeadOutputs* said = outputs_for(development, source.name, plan.id))
            append_part(source.development, targets, *said, head);
    judged.push_back(std::move(head));
  }
  return judged;
}

}  // namespace openaffect
