package io.quantumlayer.quantumdrop;

import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@QuantumDropIntegrationTest
class ApiContractIT {

    @LocalServerPort
    private int port;

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("quantumdrop", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }
}
