package io.quantumlayer.workflowapi.result;

import io.quantumlayer.contracts.quantumdrop.DropsClient;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/** QuantumDrop is read for the contents of a result, and never written to. */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "quantumdrop", types = DropsClient.class)
class ResultConfiguration {}
