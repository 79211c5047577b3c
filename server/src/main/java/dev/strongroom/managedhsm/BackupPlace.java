package dev.strongroom.managedhsm;

import dev.strongroom.kernel.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a backup is: in Azure a container of a storage account and a folder in it; here folders of
/// these names in the operator's folder for backups. Every part is a name that cannot leave it.
///
/// @param container the address as the client wrote it, without a slash at its end
public record BackupPlace(String container, String host, String name, String folder) {
  private static final int MAX_URI = 1_024;
  private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern FOLDER = Pattern.compile("mhsm-[A-Za-z0-9-]{1,60}");

  public static BackupPlace of(String storageResourceUri, String folder) {
    URI uri = uri(storageResourceUri);
    String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
    String path = Optional.ofNullable(uri.getPath()).orElse("").replaceAll("^/+|/+$", "");
    boolean fits =
        "https".equals(uri.getScheme())
            && Optional.ofNullable(uri.getRawUserInfo()).isEmpty()
            && HOST.matcher(host).matches()
            && !host.contains("..")
            && NAME.matcher(path).matches();
    if (!fits) {
      throw refused(
          "storageResourceUri must be the https address of a container, as"
              + " https://account.blob.example/container.");
    }
    if (!FOLDER.matcher(folder).matches()) {
      throw refused("The folder of a backup is called mhsm-{name}-{time}.");
    }
    return new BackupPlace("https://" + uri.getRawAuthority() + "/" + path, host, path, folder);
  }

  public String uri() {
    return container + "/" + folder;
  }

  private static URI uri(String text) {
    try {
      return text.length() > MAX_URI ? new URI("") : new URI(text);
    } catch (URISyntaxException unreadable) {
      throw refused("storageResourceUri is not an address.");
    }
  }

  private static RuntimeException refused(String message) {
    return new Problem.Malformed(message).asException();
  }
}
