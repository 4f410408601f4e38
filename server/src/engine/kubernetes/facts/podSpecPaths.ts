// Where each kind keeps its pod specs. `full` is a PodSpec; `partial` has some of its fields (volumes, say, but its
// containers elsewhere), so that what is absent from it proves nothing. `[]` stands for every list item, `*` for every
// map value. Built-in kinds: the types of k8s.io/api. Custom resources: the schemas of their CRDs.

export type PodSpecShape = 'full' | 'partial';

/** API group (empty for core) → kind → paths of pod specs. The version does not matter. */
export const podSpecPaths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, PodSpecShape>>>>>> = {
  "": {
    Pod: { "spec": 'full' },
    PodTemplate: { "template.spec": 'full' },
    ReplicationController: { "spec.template.spec": 'full' },
  },
  "actions.github.com": {
    AutoscalingListener: { "spec.template.spec": 'full' },
    AutoscalingRunnerSet: { "spec.listenerTemplate.spec": 'full', "spec.template.spec": 'full' },
    EphemeralRunner: { "spec.spec": 'full' },
    EphemeralRunnerSet: { "spec.ephemeralRunnerSpec.spec": 'full' },
  },
  "actions.summerwind.dev": {
    Runner: { "spec": 'full' },
    RunnerDeployment: { "spec.template.spec": 'full' },
    RunnerReplicaSet: { "spec.template.spec": 'full' },
    RunnerSet: { "spec.template.spec": 'full' },
  },
  "agent.k8s.elastic.co": {
    Agent: { "spec.daemonSet.podTemplate.spec": 'full', "spec.deployment.podTemplate.spec": 'full', "spec.statefulSet.podTemplate.spec": 'full' },
  },
  "agones.dev": {
    Fleet: { "spec.template.spec.template.spec": 'full' },
    GameServer: { "spec.template.spec": 'full' },
    GameServerSet: { "spec.template.spec.template.spec": 'full' },
  },
  "apm.k8s.elastic.co": {
    ApmServer: { "spec.podTemplate.spec": 'full' },
  },
  "app.azure.com": {
    containerapp: { "spec.template": 'partial' },
    job: { "spec.template": 'partial' },
  },
  "app.redislabs.com": {
    redisenterprisecluster: { "spec": 'partial', "spec.redisEnterpriseAdditionalPodSpecAttributes": 'partial', "spec.servicesRiggerSpec.servicesRiggerAdditionalPodSpecAttributes": 'partial' },
  },
  "apps": {
    DaemonSet: { "spec.template.spec": 'full' },
    Deployment: { "spec.template.spec": 'full' },
    ReplicaSet: { "spec.template.spec": 'full' },
    StatefulSet: { "spec.template.spec": 'full' },
  },
  "apps.emqx.io": {
    emqxbroker: { "spec.template.spec": 'partial' },
    emqxenterprise: { "spec.template.spec": 'partial' },
  },
  "apps.kruise.io": {
    AdvancedCronJob: { "spec.template.broadcastJobTemplate.spec.template.spec": 'full', "spec.template.jobTemplate.spec": 'full' },
    BroadcastJob: { "spec.template.spec": 'full' },
    CloneSet: { "spec.template.spec": 'full' },
    DaemonSet: { "spec.template.spec": 'full' },
    SidecarSet: { "spec": 'partial' },
    StatefulSet: { "spec.template.spec": 'full' },
    UnitedDeployment: { "spec.template.advancedStatefulSetTemplate.spec.template.spec": 'full', "spec.template.cloneSetTemplate.spec.template.spec": 'full' },
  },
  "apps.openshift.io": {
    DeploymentConfig: { "spec.template.spec": 'full' },
  },
  "argoproj.io": {
    AnalysisRun: { "spec.metrics[].provider.job.spec.template.spec": 'full' },
    AnalysisTemplate: { "spec.metrics[].provider.job.spec.template.spec": 'full' },
    ClusterAnalysisTemplate: { "spec.metrics[].provider.job.spec.template.spec": 'full' },
    ClusterWorkflowTemplate: { "spec": 'partial', "spec.executorPlugins[].spec.sidecar": 'partial', "spec.templateDefaults": 'partial', "spec.templates[]": 'partial' },
    CronWorkflow: { "spec.workflowSpec": 'partial', "spec.workflowSpec.executorPlugins[].spec.sidecar": 'partial', "spec.workflowSpec.templateDefaults": 'partial', "spec.workflowSpec.templates[]": 'partial' },
    Experiment: { "spec.templates[].template.spec": 'full' },
    Rollout: { "spec.template.spec": 'full' },
    Workflow: { "spec": 'partial', "spec.executorPlugins[].spec.sidecar": 'partial', "spec.templateDefaults": 'partial', "spec.templates[]": 'partial' },
    WorkflowTaskSet: { "spec.tasks.*": 'partial' },
    WorkflowTemplate: { "spec": 'partial', "spec.executorPlugins[].spec.sidecar": 'partial', "spec.templateDefaults": 'partial', "spec.templates[]": 'partial' },
  },
  "autoops.k8s.elastic.co": {
    AutoOpsAgentPolicy: { "spec.podTemplate.spec": 'full' },
  },
  "batch": {
    CronJob: { "spec.jobTemplate.spec.template.spec": 'full' },
    Job: { "spec.template.spec": 'full' },
  },
  "batch.volcano.sh": {
    CronJob: { "spec.jobTemplate.spec.tasks[].template.spec": 'full' },
    Job: { "spec.tasks[].template.spec": 'full' },
  },
  "beat.k8s.elastic.co": {
    Beat: { "spec.daemonSet.podTemplate.spec": 'full', "spec.deployment.podTemplate.spec": 'full' },
  },
  "capi.weave.works": {
    clusterbootstrapconfig: { "spec.jobTemplate.spec": 'full' },
  },
  "clickhouse.com": {
    clickhousecluster: { "spec.podTemplate": 'partial' },
    keepercluster: { "spec.podTemplate": 'partial' },
  },
  "cluster.redpanda.com": {
    Redpanda: { "spec.clusterSpec.console": 'partial', "spec.clusterSpec.post_install_job.podTemplate.spec": 'full', "spec.clusterSpec.post_upgrade_job.podTemplate.spec": 'full', "spec.clusterSpec.serviceAccount": 'partial', "spec.clusterSpec.statefulset.podTemplate.spec": 'full' },
  },
  "containerinstance.azure.com": {
    containergroup: { "spec": 'partial' },
  },
  "csi.ceph.io": {
    driver: { "spec.controllerPlugin": 'partial', "spec.nodePlugin": 'partial' },
    operatorconfig: { "spec.driverSpecDefaults.controllerPlugin": 'partial', "spec.driverSpecDefaults.nodePlugin": 'partial' },
  },
  "datadoghq.com": {
    DatadogAgent: { "spec.override.*": 'partial' },
    datadogagentinternal: { "spec.override.*": 'partial' },
    datadogagentprofile: { "spec.config.override.*": 'partial' },
  },
  "db.atlasgo.io": {
    atlasmigration: { "spec.devDB.spec": 'full' },
    atlasschema: { "spec.devDB.spec": 'full' },
  },
  "disaggregatedset.x-k8s.io": {
    DisaggregatedSet: { "spec.roles[].spec.leaderWorkerTemplate.leaderTemplate.spec": 'full', "spec.roles[].spec.leaderWorkerTemplate.workerTemplate.spec": 'full' },
  },
  "elasticsearch.k8s.elastic.co": {
    Elasticsearch: { "spec.nodeSets[].podTemplate.spec": 'full' },
  },
  "enterprisesearch.k8s.elastic.co": {
    EnterpriseSearch: { "spec.podTemplate.spec": 'full' },
  },
  "extensions": {
    DaemonSet: { "spec.template.spec": 'full' },
    Deployment: { "spec.template.spec": 'full' },
    ReplicaSet: { "spec.template.spec": 'full' },
  },
  "flink.apache.org": {
    FlinkDeployment: { "spec.jobManager.podTemplate.spec": 'full', "spec.podTemplate.spec": 'full', "spec.taskManager.podTemplate.spec": 'full' },
  },
  "flow.volcano.sh": {
    JobFlow: { "spec.flows[].patch.jobSpec.tasks[].template.spec": 'full' },
    JobTemplate: { "spec.tasks[].template.spec": 'full' },
  },
  "grafana.integreatly.org": {
    Grafana: { "spec.deployment.spec.template.spec": 'full', "spec.serviceAccount": 'partial' },
  },
  "gravitee.io": {
    gatewayclassparameters: { "spec.kubernetes.deployment.template.spec": 'full' },
  },
  "hivemq.com": {
    HiveMQPlatform: { "spec.statefulSet.spec.template.spec": 'full' },
  },
  "jobset.x-k8s.io": {
    JobSet: { "spec.replicatedJobs[].template.spec.template.spec": 'full' },
  },
  "k6.io": {
    K6: { "spec.initializer": 'partial', "spec.runner": 'partial', "spec.starter": 'partial' },
    PrivateLoadZone: { "spec.podTemplate.spec": 'full' },
    TestRun: { "spec.initializer": 'partial', "spec.runner": 'partial', "spec.starter": 'partial' },
  },
  "k8s.keycloak.org": {
    Keycloak: { "spec": 'partial', "spec.unsupported.podTemplate.spec": 'full' },
  },
  "k8s.mariadb.com": {
    MariaDB: { "spec": 'partial' },
  },
  "k8up.io": {
    PodConfig: { "spec.template.spec": 'full' },
    PreBackupPod: { "spec.pod.spec": 'full' },
  },
  "keda.sh": {
    ScaledJob: { "spec.jobTargetRef.template.spec": 'full' },
  },
  "kibana.k8s.elastic.co": {
    Kibana: { "spec.podTemplate.spec": 'full' },
  },
  "kubeflow.org": {
    MPIJob: { "spec.mpiReplicaSpecs.*.template.spec": 'full' },
    PodDefault: { "spec": 'partial' },
  },
  "kubescape.io": {
    seccompprofile: { "spec": 'partial' },
  },
  "kueue.x-k8s.io": {
    Workload: { "spec.podSets[].template.spec": 'full' },
  },
  "leaderworkerset.x-k8s.io": {
    LeaderWorkerSet: { "spec.leaderWorkerTemplate.leaderTemplate.spec": 'full', "spec.leaderWorkerTemplate.workerTemplate.spec": 'full' },
  },
  "logging-extensions.banzaicloud.io": {
    eventtailer: { "spec.workloadOverrides": 'partial' },
    hosttailer: { "spec.workloadOverrides": 'partial' },
  },
  "logging.banzaicloud.io": {
    Logging: { "spec.fluentbit.serviceAccount": 'partial', "spec.fluentd.serviceAccount": 'partial', "spec.nodeAgents[].nodeAgentFluentbit.daemonSet.spec.template.spec": 'full', "spec.nodeAgents[].nodeAgentFluentbit.serviceAccount": 'partial', "spec.syslogNG.configCheckPod": 'full', "spec.syslogNG.serviceAccount": 'partial', "spec.syslogNG.statefulSet.spec.template.spec": 'full' },
    NodeAgent: { "spec.nodeAgentFluentbit.daemonSet.spec.template.spec": 'full', "spec.nodeAgentFluentbit.serviceAccount": 'partial' },
    fluentbitagent: { "spec.serviceAccount": 'partial' },
    fluentdconfig: { "spec.serviceAccount": 'partial' },
    syslogngconfig: { "spec.configCheckPod": 'full', "spec.serviceAccount": 'partial', "spec.statefulSet.spec.template.spec": 'full' },
  },
  "logstash.k8s.elastic.co": {
    Logstash: { "spec.podTemplate.spec": 'full' },
  },
  "maps.k8s.elastic.co": {
    ElasticMapsServer: { "spec.podTemplate.spec": 'full' },
  },
  "minio.min.io": {
    Tenant: { "spec.sideCars": 'partial' },
  },
  "monitoring.coreos.com": {
    Alertmanager: { "spec": 'full' },
    Prometheus: { "spec": 'full' },
    PrometheusAgent: { "spec": 'full' },
    ThanosRuler: { "spec": 'partial' },
  },
  "monitoring.grafana.com": {
    GrafanaAgent: { "spec": 'partial' },
  },
  "mysql.presslabs.org": {
    MysqlCluster: { "spec.podSpec": 'partial' },
  },
  "opentelemetry.io": {
    OpAMPBridge: { "spec": 'partial' },
    OpenTelemetryCollector: { "spec": 'partial' },
    TargetAllocator: { "spec": 'partial' },
  },
  "operator.cluster.x-k8s.io": {
    addonprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    bootstrapprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    controlplaneprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    coreprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    infrastructureprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    ipamprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
    runtimeextensionprovider: { "spec.additionalDeployments.*.deployment": 'partial', "spec.deployment": 'partial' },
  },
  "operator.tigera.io": {
    apiserver: { "spec.apiServerDeployment.spec.template.spec": 'partial' },
    installation: { "spec.calicoKubeControllersDeployment.spec.template.spec": 'partial', "spec.calicoNodeDaemonSet.spec.template.spec": 'partial', "spec.calicoNodeWindowsDaemonSet.spec.template.spec": 'partial', "spec.calicoWindowsUpgradeDaemonSet.spec.template.spec": 'partial', "spec.csiNodeDriverDaemonSet.spec.template.spec": 'partial', "spec.typhaDeployment.spec.template.spec": 'partial' },
  },
  "operator.victoriametrics.com": {
    VLAgent: { "spec": 'full' },
    VLSingle: { "spec": 'full' },
    VMAgent: { "spec": 'full' },
    VMAlert: { "spec": 'full' },
    VMAlertmanager: { "spec": 'full' },
    VMAnomaly: { "spec": 'full' },
    VMAuth: { "spec": 'full' },
    VMSingle: { "spec": 'full' },
    VTSingle: { "spec": 'full' },
    vlcluster: { "spec.vlinsert": 'partial', "spec.vlselect": 'partial', "spec.vlstorage": 'partial' },
    vmcluster: { "spec.vminsert": 'partial', "spec.vmselect": 'partial', "spec.vmstorage": 'partial' },
    vtcluster: { "spec.insert": 'partial', "spec.select": 'partial', "spec.storage": 'partial' },
  },
  "operators.coreos.com": {
    ClusterServiceVersion: { "spec.install.spec.deployments[].spec.template.spec": 'full' },
  },
  "packageregistry.k8s.elastic.co": {
    PackageRegistry: { "spec.podTemplate.spec": 'full' },
  },
  "pg.percona.com": {
    PostgresCluster: { "spec.instances[]": 'partial', "spec.proxy.pgBouncer": 'partial' },
  },
  "pkg.crossplane.io": {
    ControllerConfig: { "spec": 'partial' },
    DeploymentRuntimeConfig: { "spec.deploymentTemplate.spec.template.spec": 'full' },
  },
  "platform.confluent.io": {
    FlinkDeployment: { "spec.jobManager.podTemplate.spec": 'full', "spec.podTemplate.spec": 'full', "spec.taskManager.podTemplate.spec": 'full' },
    flinkbluegreendeployment: { "spec.template.spec.jobManager.podTemplate.spec": 'full', "spec.template.spec.podTemplate.spec": 'full', "spec.template.spec.taskManager.podTemplate.spec": 'full' },
  },
  "postgres-operator.crunchydata.com": {
    PostgresCluster: { "spec.instances[]": 'partial', "spec.proxy.pgBouncer": 'partial' },
  },
  "postgresql.cnpg.io": {
    Pooler: { "spec.template.spec": 'full' },
  },
  "rabbitmq.com": {
    RabbitmqCluster: { "spec.override.statefulSet.spec.template.spec": 'full' },
  },
  "ray.io": {
    RayCluster: { "spec.headGroupSpec.template.spec": 'full', "spec.workerGroupSpecs[].template.spec": 'full' },
    RayCronJob: { "spec.jobTemplate.rayClusterSpec.headGroupSpec.template.spec": 'full', "spec.jobTemplate.rayClusterSpec.workerGroupSpecs[].template.spec": 'full', "spec.jobTemplate.submitterPodTemplate.spec": 'full' },
    RayJob: { "spec.rayClusterSpec.headGroupSpec.template.spec": 'full', "spec.rayClusterSpec.workerGroupSpecs[].template.spec": 'full', "spec.submitterPodTemplate.spec": 'full' },
    RayService: { "spec.rayClusterConfig.headGroupSpec.template.spec": 'full', "spec.rayClusterConfig.workerGroupSpecs[].template.spec": 'full' },
  },
  "rbacmanager.reactiveops.io": {
    rbacdefinition: { "rbacBindings[].subjects[]": 'partial' },
  },
  "renovate-operator.mogenius.com": {
    renovatejob: { "spec.serviceAccount": 'partial' },
  },
  "resource.streamnative.io": {
    computeflinkdeployment: { "spec.communityTemplate.spec.jobManagerPodTemplate.spec": 'partial', "spec.communityTemplate.spec.taskManagerPodTemplate.spec": 'partial' },
  },
  "run.cnrm.cloud.google.com": {
    runjob: { "spec.template.template": 'partial' },
    runservice: { "spec.template": 'partial' },
  },
  "seaweed.seaweedfs.com": {
    seaweed: { "spec.admin": 'partial', "spec.filer": 'partial', "spec.master": 'partial', "spec.s3": 'partial', "spec.sftp": 'partial', "spec.volume": 'partial', "spec.volumeTopology.*": 'partial', "spec.worker": 'partial' },
  },
  "serving.knative.dev": {
    Configuration: { "spec.template.spec": 'full' },
    Revision: { "spec": 'full' },
    Service: { "spec.template.spec": 'full' },
  },
  "serving.kserve.io": {
    ClusterServingRuntime: { "spec": 'partial' },
    InferenceService: { "spec.explainer": 'full', "spec.predictor": 'full', "spec.transformer": 'full' },
    ServingRuntime: { "spec": 'partial' },
  },
  "sources.knative.dev": {
    ContainerSource: { "spec.template.spec": 'full' },
    IntegrationSource: { "spec.template.spec": 'full' },
  },
  "sparkoperator.k8s.io": {
    ScheduledSparkApplication: { "spec.template.driver.template.spec": 'full', "spec.template.executor.template.spec": 'full' },
    SparkApplication: { "spec.driver.template.spec": 'full', "spec.executor.template.spec": 'full' },
    SparkConnect: { "spec.executor.template.spec": 'full', "spec.server.template.spec": 'full' },
  },
  "tekton.dev": {
    PipelineRun: { "spec.podTemplate": 'partial', "spec.taskRunSpecs[].podTemplate": 'partial', "spec.taskRunSpecs[].taskPodTemplate": 'partial', "spec.taskRunTemplate.podTemplate": 'partial' },
    TaskRun: { "spec.podTemplate": 'partial' },
  },
  "temporal.io": {
    TemporalWorkerDeployment: { "spec.template.spec": 'full' },
    WorkerDeployment: { "spec.template.spec": 'full' },
  },
  "testworkflows.testkube.io": {
    testworkflow: { "spec.after[].services.*.pod": 'partial', "spec.pod": 'partial', "spec.services.*.pod": 'partial', "spec.setup[].services.*.pod": 'partial', "spec.steps[].services.*.pod": 'partial' },
    testworkflowtemplate: { "spec.after[].services.*.pod": 'partial', "spec.pod": 'partial', "spec.services.*.pod": 'partial', "spec.setup[].services.*.pod": 'partial', "spec.steps[].services.*.pod": 'partial' },
  },
  "trainer.kubeflow.org": {
    ClusterTrainingRuntime: { "spec.template.spec.replicatedJobs[].template.spec.template.spec": 'full' },
    OptimizationJob: { "spec.trainJobTemplate.spec.runtimePatches[].trainingRuntimeSpec.template.spec.replicatedJobs[].template.spec.template.spec": 'partial' },
    TrainJob: { "spec.runtimePatches[].trainingRuntimeSpec.template.spec.replicatedJobs[].template.spec.template.spec": 'partial' },
    TrainingRuntime: { "spec.template.spec.replicatedJobs[].template.spec.template.spec": 'full' },
  },
  "valkey.io": {
    valkeynode: { "spec": 'partial' },
  },
  "vault.banzaicloud.com": {
    Vault: { "spec.vaultConfigurerPodSpec": 'full', "spec.vaultPodSpec": 'full' },
  },
};
