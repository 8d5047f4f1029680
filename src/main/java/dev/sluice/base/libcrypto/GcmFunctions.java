package dev.sluice.base.libcrypto;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libcrypto that encrypt with AES-GCM. The first use of this class throws a {@link
 * LinkageError} if the library or a function is missing, or native access is not granted.
 *
 * <p>Pointers are passed as {@code long}: a segment made for a call may end up as garbage. Handles
 * are constants, so that the JIT compiler can inline the call. Handles marked critical skip the
 * thread-state transition, which is safe for calls that take less than a microsecond and never
 * block.
 */
final class GcmFunctions {
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final Linker.Option CRITICAL = Linker.Option.critical(false);

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

  // Functions of a cipher; the first argument of each handle is the function's address.

  /** {@code void *newctx(void *provctx)}. */
  static final MethodHandle NEW_CONTEXT = pointed(FunctionDescriptor.of(POINTER, POINTER));

  /** {@code void freectx(void *cctx)}. */
  static final MethodHandle FREE_CONTEXT = pointed(FunctionDescriptor.ofVoid(POINTER));

  /** {@code int init(cctx, key, size_t keylen, iv, size_t ivlen, const OSSL_PARAM[])}. */
  static final MethodHandle INIT =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER), CRITICAL);

  /**
   * {@code int update(cctx, out, size_t *outl, size_t outsize, in, size_t inl)}; a null out passes
   * AAD.
   */
  static final MethodHandle UPDATE =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, SIZE, POINTER, SIZE), CRITICAL);

  /** {@code int final(cctx, out, size_t *outl, size_t outsize)}. */
  static final MethodHandle FINAL =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER, POINTER, SIZE), CRITICAL);

  /** {@code int get_ctx_params(cctx, OSSL_PARAM[])}, and {@code set_ctx_params}. */
  static final MethodHandle PARAMETERS =
      pointed(FunctionDescriptor.of(INT, POINTER, POINTER), CRITICAL);

  private GcmFunctions() {}

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LibCrypto.function(name, FunctionDescriptor.of(result, arguments));
  }

  /** A handle whose first argument is the address of the function. */
  @SuppressWarnings("restricted") // The launcher grants native access; without it this throws.
  private static MethodHandle pointed(FunctionDescriptor type, Linker.Option... options) {
    return Linker.nativeLinker().downcallHandle(type, options);
  }
}
