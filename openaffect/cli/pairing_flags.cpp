#include "openaffect/cli/pairing_flags.h"

#include <algorithm>

#include "openaffect/core/names.h"

namespace openaffect {
void PairingFlags::declare(CLI::App& app) {
  app.add_option("--gold", gold, "the table of gold; by default it stands in the same table");
  app.add_option("--scheme", scheme, "what was judged: a scheme's name or file (openaffect schemes)");
  app.add_option("--kind", kind,
                 "classes, grades, label_sets, numbers or texts, where neither scheme nor cells say it rightly");
  app.add_option(
      "--metric,--metrics", metrics,
      "only these, comma-separated: macro_f1,ccc (docs/metrics.md); all: of a benchmark also those that its paper "
      "does not report");
  app.add_option("--labels", labels, "macro averages over: occurring labels (scikit-learn's way), or all of the scheme")
      ->check(CLI::IsMember({"occurring", "scheme"}));
  app.add_option("--id", pairing.id, "the column by which rows meet; by default id, else the order of rows");
  app.add_flag("--allow-missing", pairing.allow_missing, "drop and count rows without a partner instead of refusing");
  app.add_option("--gold-column", pairing.gold_column, "where it is not named as the scheme, its fields or label");
  app.add_option("--prediction-column", pairing.prediction_column, "where it cannot be told");
  app.add_option("--where", where, "only rows whose cell says so: split=test; repeated, all must hold");
  app.add_option("--rater", pairing.rater, "of a labelled table with several");
  app.add_option("--source", pairing.source, "of a labelled table with several text columns");
  app.add_option("--text", pairing.text, "the column of texts, for the worst disagreements; by default text");
  app.add_option("--cluster", pairing.cluster,
                 "resample whole groups of rows by this column; by default person, speaker, dialogue or video; none");
  read.declare(app);
}

Result<Done> PairingFlags::check() {
  if (!scheme.empty()) {
    OA_TRY(found, open_scheme(scheme));
    pairing.scheme = found;
  }
  if (!kind.empty()) {
    OA_TRY(named, task_kind_of_name(kind));
    pairing.kind = named;
  }
  for (const std::string& text : where) {
    auto filter = CellFilter::parse(text);
    if (!filter) return Error{filter.error().kind, "--where: " + filter.error().what};
    pairing.where.push_back(*std::move(filter));
  }
  OA_TRY(options, read.options());
  pairing.read = std::move(options);
  metrics = split_at_commas(metrics);
  all_metrics = std::ranges::find(metrics, "all") != metrics.end();
  if (all_metrics) metrics.clear();
  return Done{};
}

}  // namespace openaffect
