/**
 * The parts of a pod that checks look at (Kubernetes API v1.34, core/v1). Every field is optional here, since manifests
 * may leave out even what the API requires; `pods/shape.ts` guarantees that what is present has these types.
 */

export type Capabilities = { readonly add?: readonly string[]; readonly drop?: readonly string[] }

export type SeccompProfile = { readonly type?: string; readonly localhostProfile?: string }

export type AppArmorProfile = { readonly type?: string; readonly localhostProfile?: string }

export type SeLinuxOptions = { readonly user?: string; readonly role?: string; readonly type?: string; readonly level?: string }

export type WindowsOptions = { readonly hostProcess?: boolean; readonly runAsUserName?: string }

export type ContainerSecurityContext = {
  readonly privileged?: boolean
  readonly allowPrivilegeEscalation?: boolean
  readonly readOnlyRootFilesystem?: boolean
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly procMount?: string
  readonly capabilities?: Capabilities
  readonly seccompProfile?: SeccompProfile
  readonly appArmorProfile?: AppArmorProfile
  readonly seLinuxOptions?: SeLinuxOptions
  readonly windowsOptions?: WindowsOptions
}

export type PodSecurityContext = {
  readonly runAsNonRoot?: boolean
  readonly runAsUser?: number
  readonly runAsGroup?: number
  readonly fsGroup?: number
  readonly supplementalGroups?: readonly number[]
  readonly sysctls?: readonly { readonly name?: string; readonly value?: string }[]
  readonly seccompProfile?: SeccompProfile
  readonly appArmorProfile?: AppArmorProfile
  readonly seLinuxOptions?: SeLinuxOptions
  readonly windowsOptions?: WindowsOptions
}

/** A quantity as YAML gives it: `250Mi` is a string, `1` a number. */
export type Quantity = string | number

export type ResourceRequirements = {
  readonly limits?: Readonly<Record<string, Quantity>>
  readonly requests?: Readonly<Record<string, Quantity>>
}

export type ContainerPort = {
  readonly name?: string
  readonly containerPort?: number
  readonly hostPort?: number
  readonly hostIP?: string
  readonly protocol?: string
}

export type HttpGetAction = { readonly host?: string; readonly path?: string; readonly port?: string | number; readonly scheme?: string }

/** A probe or lifecycle handler: the action to take and, for probes, its timing. */
export type Handler = {
  readonly exec?: { readonly command?: readonly string[] }
  readonly httpGet?: HttpGetAction
  readonly tcpSocket?: { readonly host?: string; readonly port?: string | number }
  readonly grpc?: { readonly port?: number; readonly service?: string }
  readonly sleep?: { readonly seconds?: number }
  readonly periodSeconds?: number
  readonly failureThreshold?: number
}

export type EnvVar = {
  readonly name?: string
  readonly value?: string
  readonly valueFrom?: {
    readonly secretKeyRef?: { readonly name?: string; readonly key?: string; readonly optional?: boolean }
    readonly configMapKeyRef?: { readonly name?: string; readonly key?: string; readonly optional?: boolean }
    readonly fieldRef?: { readonly fieldPath?: string }
    readonly resourceFieldRef?: { readonly resource?: string }
  }
}

export type EnvFromSource = {
  readonly prefix?: string
  readonly secretRef?: { readonly name?: string; readonly optional?: boolean }
  readonly configMapRef?: { readonly name?: string; readonly optional?: boolean }
}

export type VolumeMount = {
  readonly name?: string
  readonly mountPath?: string
  readonly subPath?: string
  readonly subPathExpr?: string
  readonly readOnly?: boolean
  readonly mountPropagation?: string
}

export type Container = {
  readonly name?: string
  readonly image?: string
  readonly imagePullPolicy?: string
  readonly command?: readonly string[]
  readonly args?: readonly string[]
  readonly ports?: readonly ContainerPort[]
  readonly env?: readonly EnvVar[]
  readonly envFrom?: readonly EnvFromSource[]
  readonly resources?: ResourceRequirements
  readonly volumeMounts?: readonly VolumeMount[]
  readonly volumeDevices?: readonly { readonly name?: string; readonly devicePath?: string }[]
  readonly livenessProbe?: Handler
  readonly readinessProbe?: Handler
  readonly startupProbe?: Handler
  readonly lifecycle?: { readonly postStart?: Handler; readonly preStop?: Handler }
  readonly securityContext?: ContainerSecurityContext
  readonly restartPolicy?: string
  readonly stdin?: boolean
  readonly tty?: boolean
}

export type Volume = {
  readonly name?: string
  readonly hostPath?: { readonly path?: string; readonly type?: string }
  readonly secret?: { readonly secretName?: string; readonly optional?: boolean }
  readonly configMap?: { readonly name?: string; readonly optional?: boolean }
  readonly persistentVolumeClaim?: { readonly claimName?: string; readonly readOnly?: boolean }
  readonly projected?: {
    readonly sources?: readonly {
      readonly secret?: { readonly name?: string; readonly optional?: boolean }
      readonly configMap?: { readonly name?: string; readonly optional?: boolean }
      readonly serviceAccountToken?: { readonly path?: string; readonly audience?: string }
    }[]
  }
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: Quantity }
  readonly csi?: { readonly driver?: string }
  readonly flexVolume?: { readonly driver?: string }
  readonly image?: { readonly reference?: string; readonly pullPolicy?: string }
  readonly [source: string]: unknown
}

export type LabelSelector = {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly { readonly key?: string; readonly operator?: string; readonly values?: readonly string[] }[]
}

export type Affinity = {
  readonly nodeAffinity?: Readonly<Record<string, unknown>>
  readonly podAffinity?: Readonly<Record<string, unknown>>
  readonly podAntiAffinity?: {
    readonly requiredDuringSchedulingIgnoredDuringExecution?: readonly unknown[]
    readonly preferredDuringSchedulingIgnoredDuringExecution?: readonly unknown[]
  }
}

export type PodSpec = {
  readonly containers?: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly ephemeralContainers?: readonly Container[]
  readonly volumes?: readonly Volume[]
  readonly securityContext?: PodSecurityContext
  /** Limits and requests of the whole pod (Kubernetes ≥ 1.34). */
  readonly resources?: ResourceRequirements
  readonly serviceAccountName?: string
  readonly serviceAccount?: string
  readonly automountServiceAccountToken?: boolean
  readonly hostNetwork?: boolean
  readonly hostPID?: boolean
  readonly hostIPC?: boolean
  readonly hostUsers?: boolean
  readonly os?: { readonly name?: string }
  readonly nodeSelector?: Readonly<Record<string, string>>
  readonly restartPolicy?: string
  readonly imagePullSecrets?: readonly { readonly name?: string }[]
  readonly priorityClassName?: string
  readonly runtimeClassName?: string
  readonly affinity?: Affinity
  readonly topologySpreadConstraints?: readonly { readonly topologyKey?: string; readonly whenUnsatisfiable?: string }[]
  readonly tolerations?: readonly { readonly key?: string; readonly operator?: string; readonly value?: string; readonly effect?: string }[]
  readonly terminationGracePeriodSeconds?: number
  readonly dnsPolicy?: string
  readonly dnsConfig?: { readonly options?: readonly { readonly name?: string; readonly value?: string }[] }
  readonly hostAliases?: readonly { readonly ip?: string; readonly hostnames?: readonly string[] }[]
  readonly enableServiceLinks?: boolean
  readonly shareProcessNamespace?: boolean
  readonly nodeName?: string
}

/** `sidecar` is an init container with `restartPolicy: Always` (Kubernetes ≥ 1.28). */
export type ContainerKind = 'container' | 'init' | 'sidecar' | 'ephemeral'

/** The `USER` of an image without its group: a number, or a name such as `nginx`. */
export type ImageUser = number | string

/** A container with its place in the object. */
export type PlacedContainer = { readonly container: Container; readonly kind: ContainerKind; readonly pointer: string }

/** The pod that a resource is or would make. */
export type PodView = {
  readonly spec: PodSpec
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  /** Pointer to what holds `metadata` and `spec` of the pod: empty for a Pod, `/spec/template` for a Deployment. */
  readonly templatePointer: string
  /** Pointer to the pod's spec. */
  readonly specPointer: string
  readonly containers: readonly PlacedContainer[]
  /** `spec.os.name`, or the node selector `kubernetes.io/os`; Linux when neither is set. */
  readonly os: 'linux' | 'windows'
}
