#include "openaffect/evaluate/benchmark_names.h"

#include <fmt/format.h>

#include "openaffect/core/names.h"

namespace openaffect {
namespace {

struct KindName {
  std::string_view name;
  TaskKind kind;
};
constexpr KindName kKinds[] = {{"classes", TaskKind::classes},
                               {"grades", TaskKind::grades},
                               {"label_sets", TaskKind::label_sets},
                               {"numbers", TaskKind::numbers},
                               {"texts", TaskKind::texts}};

struct ReaderName {
  std::string_view name;
  BenchmarkReader reader;
};
constexpr ReaderName kReaders[] = {{"aeb", BenchmarkReader::aeb},
                                   {"esc", BenchmarkReader::esc},
                                   {"catalog", BenchmarkReader::catalog},
                                   {"table", BenchmarkReader::table}};

// Which kinds of tasks a metric is of: c classes, g grades, s label sets, n numbers, t texts.
struct MetricName {
  std::string_view name, kinds;
};
constexpr MetricName kMetrics[] = {{"accuracy", "cg"},
                                   {"aurc", "cg"},
                                   {"average_precision", "s"},
                                   {"balanced_accuracy", "cg"},
                                   {"bleu", "t"},
                                   {"bleu_2", "t"},
                                   {"bleu_4", "t"},
                                   {"brier", "cg"},
                                   {"ccc", "n"},
                                   {"chrf", "t"},
                                   {"cohen_kappa", "cg"},
                                   {"cohen_kappa_linear", "g"},
                                   {"cohen_kappa_quadratic", "g"},
                                   {"distinct_1", "t"},
                                   {"distinct_2", "t"},
                                   {"ece", "cgs"},
                                   {"f1", "cgs"},
                                   {"hamming_loss", "s"},
                                   {"jaccard", "s"},
                                   {"kendall_tau", "gn"},
                                   {"log_loss", "cg"},
                                   {"macro_f1", "cgs"},
                                   {"mae", "gn"},
                                   {"mcc", "cg"},
                                   {"mean_average_precision", "s"},
                                   {"micro_f1", "cgs"},
                                   {"pearson", "gn"},
                                   {"pr_auc_trapezoid", "s"},
                                   {"precision", "cgs"},
                                   {"preference_bias", "c"},
                                   {"r2", "n"},
                                   {"recall", "cgs"},
                                   {"rmse", "n"},
                                   {"roc_auc", "cgs"},
                                   {"rouge_l", "t"},
                                   {"spearman", "gn"},
                                   {"subset_accuracy", "s"},
                                   {"weighted_f1", "cgs"}};

char letter(TaskKind kind) {
  return "cgsnt"[static_cast<std::size_t>(kind)];
}

}  // namespace

Result<TaskKind> read_task_kind(const scheme_json::Object& object, std::string_view key) {
  OA_TRY(name, object.text(key));
  std::vector<std::string> known;
  for (const KindName& each : kKinds) {
    if (each.name == name) return each.kind;
    known.emplace_back(each.name);
  }
  return object.error(key, unknown_name_message("kind", name, known));
}

Result<BenchmarkReader> read_benchmark_reader(const scheme_json::Object& object, std::string_view key) {
  OA_TRY(name, object.text(key));
  std::vector<std::string> known;
  for (const ReaderName& each : kReaders) {
    if (each.name == name) return each.reader;
    known.emplace_back(each.name);
  }
  return object.error(key, unknown_name_message("reader", name, known));
}

Result<Done> check_metric(std::string_view metric, TaskKind kind, const std::string& path) {
  std::vector<std::string> known;
  for (const MetricName& each : kMetrics) {
    if (each.kinds.find(letter(kind)) == std::string_view::npos) continue;
    if (each.name == metric) return Done{};
    known.emplace_back(each.name);
  }
  return Error{ErrorKind::format,
               fmt::format("{}: {}", path, unknown_name_message("metric of this kind", metric, known))};
}

}  // namespace openaffect
