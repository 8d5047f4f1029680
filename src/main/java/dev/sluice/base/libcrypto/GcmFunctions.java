package dev.sluice.rtc.srtp;

import dev.sluice.base.libcrypto.LibCryptoLibrary;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of OpenSSL's libcrypto (version 3) that encrypt. Touching this class throws a
 * {@link LinkageError} where there is no such library, it lacks a function, or native access is not
 * granted.
 *
 * <p>Pointers are passed as {@code long}: a segment made for a call may end up as garbage. Handles
 * are constants, so that a call is compiled to a call. Those marked critical skip the change of the
 * thread's state, which is right for what takes less than a microsecond and never waits.
 */
final class LibCrypto {
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Linker.Option CRITICAL = Linker.Option.critical(false);

  /** {@code const char *OpenSSL_version(int)}. */
  private static final MethodHandle VERSION = handle("OpenSSL_version", POINTER, INT);

  /** {@code EVP_CIPHER *EVP_CIPHER_fetch(OSSL_LIB_CTX *, const char *name, const char *)}. */
  static final MethodHandle CIPHER_FETCH =
      handle("EVP_CIPHER_fetch", POINTER, POINTER, POINTER, POINTER);

  /** {@code const OSSL_PROVIDER *EVP_CIPHER_get0_provider(const EVP_CIPHER *)}. */
  static final MethodHandle CIPHER_PROVIDER = handle("EVP_CIPHER_get0_provider", POINTER, POINTER);

  /** {@code void *OSSL_PROVIDER_get0_provider_ctx(const OSSL_PROVIDER *)}. */
  static final MethodHandle PROVIDER_CONTEXT =
      handle("OSSL_PROVIDER_get0_provider_ctx", POINTER, POINTER);

  /** {@code const OSSL_ALGORITHM *OSSL_PROVIDER_query_operation(provider, int, int *no_cache)}. */
  static final MethodHandle PROVIDER_QUERY =
      handle("OSSL_PROVIDER_query_operation", POINTER, POINTER, INT, POINTER);

  // Of the functions of a cipher, whose addresses come first.

  /** {@code void *newctx(void *provctx)}. */
  static final MethodHandle NEW_CONTEXT = pointed(FunctionDescriptor.of(POINTER, POINTER));

  /** {@code void freectx(void *cctx)}. */
  static final MethodHandle FREE_CONTEXT = pointed(FunctionDescriptor.ofVoid(POINTER));

  /** {@code int init(cctx, key, size_t keylen, iv, size_t ivlen, const OSSL_PARAM[])}. */
  static final MethodHandle INIT =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER), CRITICAL);

  /** {@code int update(cctx, out, size_t *outl, size_t outsize, in, size_t inl)}: no out is AAD. */
  static final MethodHandle UPDATE =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, SIZE, POINTER, SIZE), CRITICAL);

  /** {@code int final(cctx, out, size_t *outl, size_t outsize)}. */
  static final MethodHandle FINAL =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, SIZE), CRITICAL);

  /** {@code int get_ctx_params(cctx, OSSL_PARAM[])}, and {@code set_ctx_params}. */
  static final MethodHandle PARAMETERS =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER), CRITICAL);

  private LibCrypto() {}

  /** What the library says it is, for the log. */
  static String version() {
    try {
      long text = (long) VERSION.invokeExact(0);
      return memory(text).getString(0);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** An exception for what a call through one of the handles threw. */
  static IllegalStateException failed(Throwable thrown) {
    return LibCryptoLibrary.failed(thrown);
  }

  /** What stands at an address, as long as it may be. */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  static MemorySegment memory(long address) {
    return MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE);
  }

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LibCryptoLibrary.function(name, FunctionDescriptor.of(result, arguments));
  }

  /** Of a function whose address is the first argument. */
  @SuppressWarnings("restricted") // As above.
  private static MethodHandle pointed(FunctionDescriptor type, Linker.Option... options) {
    return Linker.nativeLinker().downcallHandle(type, options);
  }
}
