/// I own what a browser sees. For now one page that says where to look; the portal will be a client
/// of the public APIs, without one of its own.
@NullMarked
package dev.strongroom.portal;

import org.jspecify.annotations.NullMarked;
