/** Which trials run when, and what becomes of them meanwhile. */
package io.tapewire.latency.campaign;
