package dev.sluice.conformance.harness;

import java.io.IOException;
import java.net.URISyntaxException;

/**
 * A browser, and a server for the test's own pages; both are closed together.
 *
 * @param pages serves the opened pages
 */
public record Desk(PageServer pages, Browser browser) implements AutoCloseable {
  /** Opens the first page. */
  @FunctionalInterface
  public interface Opening<T> {
    /** Opens the page; on failure, both are closed. */
    T at(Desk desk) throws IOException, InterruptedException;
  }

  /** Starts both and opens the first page. */
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
