import { fields, list, type Shape } from './shape.ts'

/** Shapes of the fields that checks read, by Kubernetes API v1.34. A field that is missing here is not guarded: add it before a check reads it. */

const strings = list('string')

const labelSelector = fields({
  matchLabels: 'strings-by-name',
  matchExpressions: list(fields({ key: 'string', operator: 'string', values: strings })),
})

const profile = fields({ type: 'string', localhostProfile: 'string' })
const seLinuxOptions = fields({ user: 'string', role: 'string', type: 'string', level: 'string' })
const windowsOptions = fields({ hostProcess: 'boolean', runAsUserName: 'string' })

const handler = fields({
  exec: fields({ command: strings }),
  httpGet: fields({ host: 'string', path: 'string', port: 'quantity', scheme: 'string' }),
  tcpSocket: fields({ host: 'string', port: 'quantity' }),
  grpc: fields({ port: 'number', service: 'string' }),
  sleep: fields({ seconds: 'number' }),
  periodSeconds: 'number',
  failureThreshold: 'number',
})

const keyReference = fields({ name: 'string', key: 'string', optional: 'boolean' })

const container = fields({
  name: 'string',
  image: 'string',
  imagePullPolicy: 'string',
  command: strings,
  args: strings,
  ports: list(fields({ name: 'string', containerPort: 'number', hostPort: 'number', hostIP: 'string', protocol: 'string' })),
  env: list(
    fields({
      name: 'string',
      value: 'string',
      valueFrom: fields({
        secretKeyRef: keyReference,
        configMapKeyRef: keyReference,
        fieldRef: fields({ fieldPath: 'string' }),
        resourceFieldRef: fields({ resource: 'string' }),
      }),
    }),
  ),
  envFrom: list(
    fields({
      prefix: 'string',
      secretRef: fields({ name: 'string', optional: 'boolean' }),
      configMapRef: fields({ name: 'string', optional: 'boolean' }),
    }),
  ),
  resources: fields({ limits: 'quantities-by-name', requests: 'quantities-by-name' }),
  volumeMounts: list(
    fields({
      name: 'string',
      mountPath: 'string',
      subPath: 'string',
      subPathExpr: 'string',
      readOnly: 'boolean',
      mountPropagation: 'string',
    }),
  ),
  volumeDevices: list(fields({ name: 'string', devicePath: 'string' })),
  livenessProbe: handler,
  readinessProbe: handler,
  startupProbe: handler,
  lifecycle: fields({ postStart: handler, preStop: handler }),
  securityContext: fields({
    privileged: 'boolean',
    allowPrivilegeEscalation: 'boolean',
    readOnlyRootFilesystem: 'boolean',
    runAsNonRoot: 'boolean',
    runAsUser: 'number',
    runAsGroup: 'number',
    procMount: 'string',
    capabilities: fields({ add: strings, drop: strings }),
    seccompProfile: profile,
    appArmorProfile: profile,
    seLinuxOptions,
    windowsOptions,
  }),
  restartPolicy: 'string',
  stdin: 'boolean',
  tty: 'boolean',
})

const optionalName = fields({ name: 'string', optional: 'boolean' })

const podSpec = fields({
  containers: list(container),
  initContainers: list(container),
  ephemeralContainers: list(container),
  volumes: list(
    fields({
      name: 'string',
      hostPath: fields({ path: 'string', type: 'string' }),
      secret: fields({ secretName: 'string', optional: 'boolean' }),
      configMap: optionalName,
      persistentVolumeClaim: fields({ claimName: 'string', readOnly: 'boolean' }),
      projected: fields({
        sources: list(
          fields({ secret: optionalName, configMap: optionalName, serviceAccountToken: fields({ path: 'string', audience: 'string' }) }),
        ),
      }),
      emptyDir: fields({ medium: 'string', sizeLimit: 'quantity' }),
      csi: fields({ driver: 'string' }),
      flexVolume: fields({ driver: 'string' }),
      image: fields({ reference: 'string', pullPolicy: 'string' }),
    }),
  ),
  securityContext: fields({
    runAsNonRoot: 'boolean',
    runAsUser: 'number',
    runAsGroup: 'number',
    fsGroup: 'number',
    supplementalGroups: list('number'),
    sysctls: list(fields({ name: 'string', value: 'string' })),
    seccompProfile: profile,
    appArmorProfile: profile,
    seLinuxOptions,
    windowsOptions,
  }),
  resources: fields({ limits: 'quantities-by-name', requests: 'quantities-by-name' }),
  serviceAccountName: 'string',
  serviceAccount: 'string',
  automountServiceAccountToken: 'boolean',
  hostNetwork: 'boolean',
  hostPID: 'boolean',
  hostIPC: 'boolean',
  hostUsers: 'boolean',
  os: fields({ name: 'string' }),
  nodeSelector: 'strings-by-name',
  restartPolicy: 'string',
  imagePullSecrets: list(fields({ name: 'string' })),
  priorityClassName: 'string',
  runtimeClassName: 'string',
  affinity: fields({
    nodeAffinity: 'object',
    podAffinity: 'object',
    podAntiAffinity: fields({
      requiredDuringSchedulingIgnoredDuringExecution: list('object'),
      preferredDuringSchedulingIgnoredDuringExecution: list('object'),
    }),
  }),
  topologySpreadConstraints: list(fields({ topologyKey: 'string', whenUnsatisfiable: 'string' })),
  tolerations: list(fields({ key: 'string', operator: 'string', value: 'string', effect: 'string' })),
  terminationGracePeriodSeconds: 'number',
  dnsPolicy: 'string',
  dnsConfig: fields({ options: list(fields({ name: 'string', value: 'string' })) }),
  hostAliases: list(fields({ ip: 'string', hostnames: strings })),
  enableServiceLinks: 'boolean',
  shareProcessNamespace: 'boolean',
  nodeName: 'string',
})

/** Metadata of every object and of pod templates. */
export const metadataShape = fields({
  name: 'string',
  generateName: 'string',
  namespace: 'string',
  uid: 'string',
  resourceVersion: 'string',
  creationTimestamp: 'string',
  deletionTimestamp: 'string',
  labels: 'strings-by-name',
  annotations: 'strings-by-name',
  ownerReferences: list(fields({ apiVersion: 'string', kind: 'string', name: 'string', uid: 'string', controller: 'boolean' })),
})

/** What holds the `metadata` and `spec` of a pod. */
export const podTemplateShape = fields({ metadata: metadataShape, spec: podSpec })

const networkPolicyPeer = fields({
  podSelector: labelSelector,
  namespaceSelector: labelSelector,
  ipBlock: fields({ cidr: 'string', except: strings }),
})
const networkPolicyPort = fields({ protocol: 'string', port: 'quantity', endPort: 'number' })

const rules = list(fields({ apiGroups: strings, resources: strings, verbs: strings, resourceNames: strings, nonResourceURLs: strings }))
const roleShape = fields({ rules, aggregationRule: fields({ clusterRoleSelectors: list(labelSelector) }) })
const bindingShape = fields({
  roleRef: fields({ apiGroup: 'string', kind: 'string', name: 'string' }),
  subjects: list(fields({ kind: 'string', apiGroup: 'string', name: 'string', namespace: 'string' })),
})

const ingressBackend = fields({
  service: fields({ name: 'string', port: fields({ name: 'string', number: 'number' }) }),
  serviceName: 'string',
  servicePort: 'quantity',
})
const ingressShape = fields({
  spec: fields({
    ingressClassName: 'string',
    defaultBackend: ingressBackend,
    backend: ingressBackend,
    tls: list(fields({ hosts: strings, secretName: 'string' })),
    rules: list(
      fields({ host: 'string', http: fields({ paths: list(fields({ path: 'string', pathType: 'string', backend: ingressBackend })) }) }),
    ),
  }),
})

const workloadSpec = {
  replicas: 'number',
  selector: labelSelector,
  strategy: fields({ type: 'string', rollingUpdate: fields({ maxUnavailable: 'quantity', maxSurge: 'quantity' }) }),
} as const

const volumeClaimSpec = fields({ storageClassName: 'string', volumeName: 'string', accessModes: strings })

const webhooksShape = fields({
  webhooks: list(
    fields({
      name: 'string',
      failurePolicy: 'string',
      timeoutSeconds: 'number',
      clientConfig: fields({ url: 'string', service: fields({ name: 'string', namespace: 'string', port: 'number' }) }),
      namespaceSelector: labelSelector,
      objectSelector: labelSelector,
      rules: list(fields({ apiGroups: strings, apiVersions: strings, operations: strings, resources: strings, scope: 'string' })),
      matchConditions: list(fields({ name: 'string', expression: 'string' })),
    }),
  ),
})

/** Shapes by `group/Kind`, besides metadata and pod templates. */
export const objectShapes: Readonly<Record<string, Shape>> = {
  '/Service': fields({
    spec: fields({
      type: 'string',
      selector: 'strings-by-name',
      clusterIP: 'string',
      externalName: 'string',
      externalIPs: strings,
      loadBalancerSourceRanges: strings,
      ports: list(
        fields({ name: 'string', port: 'number', targetPort: 'quantity', nodePort: 'number', protocol: 'string', appProtocol: 'string' }),
      ),
    }),
  }),
  '/ServiceAccount': fields({
    automountServiceAccountToken: 'boolean',
    secrets: list(fields({ name: 'string' })),
    imagePullSecrets: list(fields({ name: 'string' })),
  }),
  '/ConfigMap': fields({ data: 'strings-by-name', binaryData: 'object' }),
  '/Secret': fields({ type: 'string', data: 'strings-by-name', stringData: 'strings-by-name', sops: 'object' }),
  'bitnami.com/SealedSecret': fields({ spec: 'object' }),
  'external-secrets.io/ExternalSecret': fields({ spec: fields({ target: fields({ name: 'string' }) }) }),
  'cert-manager.io/Certificate': fields({ spec: fields({ secretName: 'string' }) }),
  'secrets.hashicorp.com/VaultStaticSecret': fields({ spec: fields({ destination: fields({ name: 'string' }) }) }),
  'secrets.infisical.com/InfisicalSecret': fields({ spec: fields({ managedSecretReference: fields({ secretName: 'string' }) }) }),
  '/PersistentVolume': fields({ spec: fields({ hostPath: fields({ path: 'string' }), storageClassName: 'string', accessModes: strings }) }),
  '/PersistentVolumeClaim': fields({ spec: volumeClaimSpec }),
  '/ResourceQuota': fields({ spec: fields({ hard: 'quantities-by-name' }) }),
  '/LimitRange': fields({
    spec: fields({ limits: list(fields({ type: 'string', default: 'quantities-by-name', max: 'quantities-by-name' })) }),
  }),
  'networking.k8s.io/Ingress': ingressShape,
  'extensions/Ingress': ingressShape,
  'gateway.networking.k8s.io/Gateway': fields({
    spec: fields({
      gatewayClassName: 'string',
      listeners: list(fields({ name: 'string', hostname: 'string', port: 'number', protocol: 'string', tls: 'object' })),
    }),
  }),
  'networking.k8s.io/NetworkPolicy': fields({
    spec: fields({
      podSelector: labelSelector,
      policyTypes: strings,
      ingress: list(fields({ from: list(networkPolicyPeer), ports: list(networkPolicyPort) })),
      egress: list(fields({ to: list(networkPolicyPeer), ports: list(networkPolicyPort) })),
    }),
  }),
  'policy/PodDisruptionBudget': fields({
    spec: fields({ minAvailable: 'quantity', maxUnavailable: 'quantity', selector: labelSelector, unhealthyPodEvictionPolicy: 'string' }),
  }),
  'autoscaling/HorizontalPodAutoscaler': fields({
    spec: fields({
      minReplicas: 'number',
      maxReplicas: 'number',
      scaleTargetRef: fields({ apiVersion: 'string', kind: 'string', name: 'string' }),
    }),
  }),
  'rbac.authorization.k8s.io/Role': roleShape,
  'rbac.authorization.k8s.io/ClusterRole': roleShape,
  'rbac.authorization.k8s.io/RoleBinding': bindingShape,
  'rbac.authorization.k8s.io/ClusterRoleBinding': bindingShape,
  'storage.k8s.io/StorageClass': fields({ provisioner: 'string', parameters: 'strings-by-name' }),
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration': webhooksShape,
  'admissionregistration.k8s.io/MutatingWebhookConfiguration': webhooksShape,
  'apiregistration.k8s.io/APIService': fields({
    spec: fields({ insecureSkipTLSVerify: 'boolean', service: fields({ name: 'string', namespace: 'string' }) }),
  }),
  'apps/Deployment': fields({ spec: fields(workloadSpec) }),
  'apps/ReplicaSet': fields({ spec: fields(workloadSpec) }),
  'apps/StatefulSet': fields({
    spec: fields({
      ...workloadSpec,
      serviceName: 'string',
      volumeClaimTemplates: list(fields({ metadata: metadataShape, spec: volumeClaimSpec })),
    }),
  }),
  'apps/DaemonSet': fields({
    spec: fields({ selector: labelSelector, updateStrategy: fields({ type: 'string', rollingUpdate: 'object' }) }),
  }),
  '/ReplicationController': fields({ spec: fields({ replicas: 'number', selector: 'strings-by-name' }) }),
  'batch/Job': fields({
    spec: fields({
      ttlSecondsAfterFinished: 'number',
      activeDeadlineSeconds: 'number',
      backoffLimit: 'number',
      parallelism: 'number',
      completions: 'number',
    }),
  }),
  'batch/CronJob': fields({
    spec: fields({
      schedule: 'string',
      timeZone: 'string',
      concurrencyPolicy: 'string',
      startingDeadlineSeconds: 'number',
      suspend: 'boolean',
      jobTemplate: fields({ spec: fields({ ttlSecondsAfterFinished: 'number', activeDeadlineSeconds: 'number', backoffLimit: 'number' }) }),
    }),
  }),
}
