package io.tapewire.subscriber.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tapewire.schemas.TapewireException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss=0.01,duplicate=0.001,reorder=0.05,delay=2ms,stall=500ms/10s,corrupt=0.001,seed=7",
                "seed=-9,loss=1",
                "loss=1e-3,burst=5",
                "delay=20f,stall=5f/100f",
                "none"
            })
    void shouldGiveItsTextBack(String text) {
        assertEquals(text, Faults.parse(text).toString());
    }

    @Test
    void shouldReadEachSetting() {
        Faults faults =
                Faults.parse(
                        "loss=.01,burst=4,duplicate=1,reorder=0.05,corrupt=5e-1,delay=20f,"
                                + "stall=500us/10s,seed=7");
        assertEquals(0.01, faults.loss());
        assertEquals(4, faults.burst());
        assertEquals(1, faults.duplicate());
        assertEquals(0.05, faults.reorder());
        assertEquals(0.5, faults.corrupt());
        assertEquals(new Span(20, true), faults.delay());
        assertEquals(new Span(500_000, false), faults.stall());
        assertEquals(new Span(10_000_000_000L, false), faults.stallPeriod());
        assertEquals(7, faults.seed());
    }

    @Test
    void shouldGiveEachLineDiceOfItsOwn() {
        Faults faults = Faults.parse("loss=0.5,seed=7");
        List<String> lost = new ArrayList<>();
        for (int line = 0; line < 4; line++) {
            FaultDice dice = new FaultDice(faults.ofLine(line));
            FaultDice again = new FaultDice(faults.ofLine(line));
            StringBuilder lostHere = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                dice.cast();
                again.cast();
                assertEquals(dice.lost(), again.lost(), "not the same for the same seed");
                lostHere.append(dice.lost() ? 'x' : '.');
            }
            assertFalse(lost.contains(lostHere.toString()), "as another line");
            lost.add(lostHere.toString());
        }
        assertSame(faults, faults.ofLine(0));
        assertEquals(0.5, faults.ofLine(3).loss());
    }

    @Test
    void shouldKnowNoneWhenItSeesNone() {
        assertTrue(Faults.parse("loss=0,burst=9,seed=5,delay=0ms").isNone());
        assertTrue(Faults.NONE.isNone());
        assertFalse(Faults.parse("delay=1f").isNone());
        assertFalse(Faults.parse("corrupt=0.1").isNone());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loss=1.1 | The fault \"loss=1.1\" is no chance: give a number from 0 to 1, such as loss=0.01.",
                "loss=NaN | The fault \"loss=NaN\" is no chance: give a number from 0 to 1, such as loss=0.01.",
                "loss= | The fault \"loss=\" is no chance: give a number from 0 to 1, such as loss=0.01.",
                "loss=0.1,loss=0.2 | The faults \"loss=0.1,loss=0.2\" say loss twice: say it once.",
                "burst=0 | The fault setting \"burst=0\" is no number to use: give a whole one from 1 to 1000000.",
                "seed=x | The fault setting \"seed=x\" is no number to use: give a whole one of 18 digits at most.",
                "stall=5ms | The fault \"stall=5ms\" does not say how long and how often: give both, such as 500ms/10s or 500f/10000f.",
                "stall=5ms/5ms | The fault \"stall=5ms/5ms\" is none: the first span must be shorter than the second, both in time or both in frames.",
                "stall=5f/5ms | The fault \"stall=5f/5ms\" is none: the first span must be shorter than the second, both in time or both in frames.",
                "delay=3000f | The fault delay of 3000 frames is more than are held: give 2048 frames at most.",
                "delay=2 | The fault \"delay=2\" has no length to use: give a whole number with its unit, such as 2ms, 500us, 10s (an hour at most) or 20f for frames.",
                "delay=3601s | The fault \"delay=3601s\" has no length to use: give a whole number with its unit, such as 2ms, 500us, 10s (an hour at most) or 20f for frames.",
            })
    void shouldSayWhatIsWrong(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(TapewireException.class, () -> Faults.parse(text)).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loss", "=1", "los=0.1", "loss=0.1,", "loss =0.1", "%s=%d"})
    void shouldNameWhatItKnowsWhereItKnowsNothing(String text) {
        String sentence =
                assertThrows(TapewireException.class, () -> Faults.parse(text)).getMessage();
        assertTrue(sentence.contains("\" is none: use loss=0.01, burst=3,"), sentence);
    }
}
