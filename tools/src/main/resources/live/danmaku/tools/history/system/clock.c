/* Preloaded into a process: its wall clock is ahead of the machine's by what CLOCK_OFFSET_FILE holds, 8 bytes of nanoseconds
 * in the machine's order, which may change at any time. Steady clocks are the machine's. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int (*machine)(clockid_t, struct timespec *);
static volatile int64_t zero;
static volatile int64_t *offset = &zero;

__attribute__((constructor)) static void begin(void) {
  machine = (int (*)(clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
  const char *name = getenv("CLOCK_OFFSET_FILE");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *page = mmap(NULL, 8, PROT_READ, MAP_SHARED, file, 0);
    if (page != MAP_FAILED) offset = page;
    close(file);
  }
}

int clock_gettime(clockid_t clock, struct timespec *at) {
  if (!machine) begin();
  int result = machine(clock, at);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    int64_t ns = at->tv_nsec + *offset;
    int64_t seconds = ns / 1000000000;
    ns %= 1000000000;
    if (ns < 0) {
      ns += 1000000000;
      seconds--;
    }
    at->tv_sec += seconds;
    at->tv_nsec = ns;
  }
  return result;
}

int gettimeofday(struct timeval *at, void *zone) {
  struct timespec now;
  (void) zone;
  clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *at) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (at) *at = now.tv_sec;
  return now.tv_sec;
}
