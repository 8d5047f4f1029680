package dev.sluice.api.mediamtx;

import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.util.List;

/**
 * A page of a list.
 *
 * @param number counts from 0
 * @param items most items on a page
 */
record Page(int number, int items) {
  private static final int ITEMS = 100;

  /** The page that a request asks for by {@code page} and {@code itemsPerPage}. */
  static Page of(ServerRequest request) {
    Page page = new Page(value(request, "page", 0), value(request, "itemsPerPage", ITEMS));
    if (page.items == 0) {
      throw new MediaMtxRefusal(Status.BAD_REQUEST_400, "invalid items per page");
    }
    return page;
  }

  private static int value(ServerRequest request, String name, int missing) {
    String text = request.query().first(name).orElse("");
    if (!text.matches("\\d{0,9}")) {
      throw new MediaMtxRefusal(Status.BAD_REQUEST_400, name + " is no number");
    }
    return text.isEmpty() ? missing : Integer.parseInt(text);
  }

  /** The items of this page. */
  JsonObject json(List<JsonObject> all) {
    JsonArrayBuilder list = Json.createArrayBuilder();
    all.stream().skip((long) number * items).limit(items).forEach(list::add);
    return Json.createObjectBuilder()
        .add("itemCount", all.size())
        .add("pageCount", (all.size() + (long) items - 1) / items)
        .add("items", list)
        .build();
  }
}
