/** FLV: tags with their classic and enhanced headers, and script data (AMF0). */
@NullMarked
package dev.sluice.container.flv;

import org.jspecify.annotations.NullMarked;
