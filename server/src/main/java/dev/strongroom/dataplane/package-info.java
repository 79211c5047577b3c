/// I own the data plane's wire: hosts of vaults, challenges, api-versions, routes, and the codecs
/// of what Azure's clients send and read. I decide nothing about secrets.
@NullMarked
package dev.strongroom.dataplane;

import org.jspecify.annotations.NullMarked;
