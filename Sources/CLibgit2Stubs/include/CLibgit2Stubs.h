// Nothing is called from Swift: linking this target is its whole purpose (see stubs.c).
#pragma once
