#include "openaffect/raters/rate_all.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "openaffect/core/network_process.h"
#include "openaffect/core/parallel.h"
#include "openaffect/core/stop.h"

namespace openaffect {
namespace {

constexpr std::size_t kItemsTogether = 1024;  // a label job's block

}  // namespace

Result<RatingBatch> rate_all(const Rater& rater, std::span<const Item> items, const RateAllOptions& options) {
  using Items = std::span<const Item>;
  if (rater.info().kind == RaterKind::model) OA_CHECK(check_network_process());
  RatingBatch all = rater.rate({});
  std::size_t begin = 0;
  const OrderedStages stages{
      .read = [&]() -> std::optional<Parcel> {
        if (begin >= items.size() || !check_stop(options.watcher.stop)) return std::nullopt;
        const auto block =
            std::make_shared<Items>(items.subspan(begin, std::min(kItemsTogether, items.size() - begin)));
        begin += kItemsTogether;
        return block;
      },
      .work = [&](const Parcel& block) -> Parcel {
        return std::make_shared<RatingBatch>(rater.rate(*std::static_pointer_cast<Items>(block)));
      },
      .write =
          [&](const Parcel& rated) {
            append(all, *std::static_pointer_cast<RatingBatch>(rated));
            if (options.watcher.status)
              options.watcher.status(fmt::format("{}: {} of {} texts", options.what, with_thousands(all.size()),
                                                 with_thousands(items.size())));
          }};
  const std::size_t threads = options.threads ? options.threads : usable_cores();
  run_ordered(stages, threads, 2 * threads);
  OA_CHECK(check_stop(options.watcher.stop));
  return all;
}

}  // namespace openaffect
