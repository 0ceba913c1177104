#pragma once
#include <mbedtls/sha1.h>
#include <mbedtls/sha256.h>
