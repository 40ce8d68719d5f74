package consimt.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import consimt.runtime.Setting.InvalidSetting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingTest {

    private static final String GONE = "consimt.of-a-test.gone";

    @AfterEach
    void noneIsSet() {
        System.clearProperty(GONE);
    }

    @Test
    void aPropertyThatNothingReadsAnyMoreIsAnErrorThatNamesItAndSaysWhatToDo() {
        Setting.mustBeGone(GONE, "do this");
        System.setProperty(GONE, "a secret");
        InvalidSetting invalid = assertThrows(InvalidSetting.class, () -> Setting.mustBeGone(GONE, "do this"));
        assertEquals("nothing reads the property consimt.of-a-test.gone any more: do this", invalid.getMessage());
    }
}
