#include "CLinux.h"

static int saved_count;
static char *const *saved_arguments;

// The C library hands the arguments to constructors as it does to main(3).
__attribute__((constructor)) static void save_arguments(int count, char *const *arguments) {
  saved_count = count;
  saved_arguments = arguments;
}

char *const *clinux_arguments(int *count) {
  *count = saved_count;
  return saved_arguments;
}
