package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URISyntaxException;

/**
 * A browser and a server of the test's own pages for it; both are closed together.
 *
 * @param pages serves what is opened
 */
public record Desk(PageServer pages, Browser browser) implements AutoCloseable {
  /** What is opened at it first. */
  @FunctionalInterface
  public interface Opening<T> {
    /** Opens it; when that fails, both are closed. */
    T at(Desk desk) throws IOException, InterruptedException;
  }

  /** Starts both and opens something. */
  public static <T> T open(Opening<T> opening)
      throws IOException, InterruptedException, URISyntaxException {
    PageServer pages = PageServer.start();
    Browser browser = null;
    try {
      browser = Browser.start();
      return opening.at(new Desk(pages, browser));
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      pages.close();
      if (browser != null) {
        browser.close();
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      browser.close();
    } finally {
      pages.close();
    }
  }
}
