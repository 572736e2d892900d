package io.quantumlayer.gateway;

import io.quantumlayer.testsupport.ApiContract;
import io.quantumlayer.testsupport.ControllerThreads;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@EdgeTest
class ApiContractIT {

    @LocalServerPort
    private int port;

    @Test
    void keepsTheApiOfTheLastRelease() {
        ApiContract.verify("api-gateway", port);
    }

    @Test
    void staysAliveWhileItsControllersWait() {
        ControllerThreads.verify(port);
    }
}
