/** Serving recovery: whoever still has frames answers those who miss some. */
package io.tapewire.driver.recovery;
