package dev.strongroom.dataplane;

import dev.strongroom.kernel.Problem;
import dev.strongroom.model.VaultName;
import dev.strongroom.objects.Found;
import dev.strongroom.objects.Page;
import dev.strongroom.objects.PageRequest;
import java.util.Locale;
import java.util.Optional;

/// `maxresults`, `$skiptoken` and `nextLink`, as observed: the link is absolute, names its port
/// also when that is the default, and repeats what the client asked.
final class Paging {
  private static final String MAX_RESULTS = "maxresults";
  private static final String SKIP_TOKEN = "$skiptoken";
  private final SkipToken tokens;

  Paging(SkipToken tokens) {
    this.tokens = tokens;
  }

  PageRequest read(Call call, VaultName vault, String list) {
    int size = call.query(MAX_RESULTS).map(Paging::size).orElse(PageRequest.MAX_SIZE);
    Optional<String> after =
        call.query(SKIP_TOKEN).map(token -> tokens.read(place(vault, list), token));
    return new PageRequest(size, after);
  }

  /// The link to the page after `found`, if there is more.
  <T> Optional<String> next(Asked asked, String list, Found<Page<T>> found) {
    return found.what().next().map(after -> nextLink(asked.call(), asked.vault(), list, after));
  }

  private String nextLink(Call call, VaultName vault, String list, String after) {
    StringBuilder link = new StringBuilder();
    link.append(call.request().scheme())
        .append("://")
        .append(call.request().host())
        .append(':')
        .append(call.request().port())
        .append('/')
        .append(list)
        .append("?api-version=")
        .append(call.query("api-version").orElseThrow())
        .append('&')
        .append(SKIP_TOKEN)
        .append('=')
        .append(tokens.write(place(vault, list), after));
    call.query(MAX_RESULTS)
        .ifPresent(given -> link.append('&').append(MAX_RESULTS).append('=').append(size(given)));
    return link.toString();
  }

  private static int size(String given) {
    try {
      int size = Integer.parseInt(given);
      if (size >= 1 && size <= PageRequest.MAX_SIZE) {
        return size;
      }
    } catch (NumberFormatException notANumber) {
      throw badSize();
    }
    throw badSize();
  }

  private static RuntimeException badSize() {
    return new Problem.Malformed(
            "The query parameter maxresults must be a whole number from 1 to "
                + PageRequest.MAX_SIZE
                + ".")
        .asException();
  }

  private static String place(VaultName vault, String list) {
    return vault.canonical() + "/" + list.toLowerCase(Locale.ROOT);
  }
}
