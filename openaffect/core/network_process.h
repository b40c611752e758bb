// Networks and forks: the threads of the tensor library do not live on in a fork, so that a network which has run
// before it would wait for them for ever.
#pragma once

#include "openaffect/core/error.h"

namespace openaffect {

// That a network runs in this process. Safe from any thread.
void note_network_run();

// Error `refused` in a fork of a process in which a network had run.
Result<Done> check_network_process();

}  // namespace openaffect
