package main

// #include <stdlib.h>
// #include "sum.h"
import "C"

import "unsafe"

func sum(text string) uint {
	copied := C.CString(text)
	defer C.free(unsafe.Pointer(copied))
	return uint(C.sum(copied, C.uint(len(text))))
}
