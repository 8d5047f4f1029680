package dev.sluice.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceStackTest {
  @Test
  void allAreClosedThoughSomeFail() {
    List<String> closed = new ArrayList<>();
    ResourceStack resources = new ResourceStack();
    resources.add(() -> closed.add("first"));
    resources.add(
        () -> {
          throw new IllegalStateException("fails on purpose");
        });
    resources.add(() -> closed.add("second"));
    resources.add(
        () -> {
          throw new NoClassDefFoundError("Missing on purpose");
        });
    resources.close();
    assertEquals(List.of("second", "first"), closed);
  }
}
