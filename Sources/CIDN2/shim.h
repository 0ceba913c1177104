// libidn2, without the names of its predecessor.
#pragma once
#define IDN2_SKIP_LIBIDN_COMPAT
#include <idn2.h>
