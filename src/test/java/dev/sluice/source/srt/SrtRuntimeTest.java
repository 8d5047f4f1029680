package dev.sluice.source.srt;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.net.libsrt.SrtLibrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** The end of the library. */
@EnabledIf("dev.sluice.net.libsrt.SrtSender#available")
@Timeout(30)
final class SrtRuntimeTest {
  private final SrtRuntime runtime = new SrtRuntime();

  @Test
  void aLibraryThatNobodyUsesEnds() throws Exception {
    SrtLibrary unused = runtime.library();
    runtime.enter();
    runtime.leave();
    runtime.close();
    assertFalse(runtime.abandoned());
    assertFalse(runtime.started());
  }

  @Test
  void aThreadThatStaysInsideIsTold() throws Exception {
    SrtLibrary library = runtime.library();
    runtime.enter();
    runtime.close();
    assertTrue(runtime.abandoned());
    runtime.leave();
    library.close();
  }

  @Test
  void aUseWithoutTheLibraryHoldsNothing() {
    runtime.enter();
    runtime.close();
    assertFalse(runtime.abandoned());
  }
}
