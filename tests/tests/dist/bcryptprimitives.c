/* The one function that Rust calls of a library of Windows that Wine 8 lacks. Only for tests. */
#include <stddef.h>

int __stdcall SystemFunction036(void *buffer, unsigned long length);

__declspec(dllexport) int __stdcall ProcessPrng(unsigned char *buffer, size_t length)
{
    return SystemFunction036(buffer, (unsigned long)length);
}

/* The start of the library, without that of a C library, which Zig would first compile. */
int __stdcall DllMainCRTStartup(void *library, unsigned long reason, void *reserved)
{
    return 1;
}
