// PCRE2's functions for 8-bit code units, under the names that Swift can see (the library's are macros).
#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
